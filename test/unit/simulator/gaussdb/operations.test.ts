import { expect, it } from "vitest";
import { newClouds } from "../../../../simulator/clouds.ts";
import { operationIds } from "./answers.ts";

it("carries out every operation of the document, and no other", () => {
  const { handlers } = newClouds({ speed: 0 }).reception.operators.huawei.cloud;

  expect(Object.keys(handlers).sort()).toEqual([...operationIds].sort());
});
