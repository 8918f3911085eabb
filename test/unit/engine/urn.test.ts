import { describe, expect, it } from "vitest";
import {
  isDefaultProvider,
  makeUrn,
  packageOf,
  partsOf,
  referenceOf,
  urnOfReference,
} from "../../engine/embedded/urn.ts";

const stack = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";

describe("a URN", () => {
  it("names the types of the parents, but not the stack's", () => {
    const component = makeUrn("dev", "shop", stack, "shop:index:Store", "main");

    expect(component).toBe("urn:pulumi:dev::shop::shop:index:Store::main");
    expect(makeUrn("dev", "shop", component, "a:b:C", "one")).toBe("urn:pulumi:dev::shop::shop:index:Store$a:b:C::one");
  });

  it("is taken apart, whatever the name has in it", () => {
    expect(partsOf("urn:pulumi:dev::shop::x:y:Z$a:b/c:C::odd::name")).toEqual({
      stack: "dev",
      project: "shop",
      qualifiedType: "x:y:Z$a:b/c:C",
      type: "a:b/c:C",
      name: "odd::name",
    });
  });
});

describe("a provider", () => {
  const urn = "urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::eu";

  it("is referred to by URN and id", () => {
    expect(referenceOf({ urn, id: "1" })).toBe(`${urn}::1`);
    expect(urnOfReference(`${urn}::1`)).toBe(urn);
  });

  it("is a default one by its name", () => {
    expect(isDefaultProvider(urn)).toBe(false);
    expect(isDefaultProvider(urn.replace("::eu", "::default"))).toBe(true);
    expect(isDefaultProvider(urn.replace("::eu", "::default_3_270_0"))).toBe(true);
    expect(isDefaultProvider("urn:pulumi:dev::shop::a:b:C::default")).toBe(false);
  });

  it.each([
    ["pulumi-nodejs:dynamic/gaussdb:Instance", "pulumi-nodejs"],
    ["pulumi:providers:pulumi-nodejs", "pulumi-nodejs"],
    ["pulumi:pulumi:Stack", "pulumi"],
  ])("serves the package of %s: %s", (type, name) => {
    expect(packageOf(type)).toBe(name);
  });
});
