import { createRequire } from "node:module";

/** The text in the states of stacks that brings the provider into Pulumi's plugin. It may never change. */
export const providerText = (token: string): string =>
  `exports.handler = () => require("pulumi-clickhouse-gaussdb/provider").handler("${token}");`;

/**
 * Pulumi's plugin looks for the provider from the program's folder. Where it cannot be found there, the program fails
 * here, before anything is created that could not be destroyed.
 *
 * @throws Error when the program's folder does not see this package.
 */
export function requireProvider(folder: string = process.cwd(), main: string = process.argv[1] ?? ""): void {
  if (!/pulumi[\\/]cmd[\\/]run/.test(main)) return;
  try {
    createRequire(`${folder}/`).resolve("pulumi-clickhouse-gaussdb/provider");
  } catch {
    throw new Error(
      `pulumi-clickhouse-gaussdb cannot be found from ${folder}. Pulumi loads its provider from the folder of the program: ` +
        "add the package to the dependencies in the package.json there, and install it.",
    );
  }
}
