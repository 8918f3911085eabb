import { refuse } from "../envelope.ts";

/** Requires a region of a provider. */
export function requireRegion(provider: string, region: string): void {
  if (providerOf(region) !== provider) refuse("BAD_REQUEST", `region ${region} is not a region of ${provider}`);
}

/** The provider whose way of naming regions a region follows. */
function providerOf(region: string) {
  if (/^[a-z]{2}-[a-z]+-\d$/.test(region)) return "aws";
  return /^[a-z]+-[a-z]+\d+$/.test(region) ? "gcp" : "azure";
}
