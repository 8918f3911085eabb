export * from "./functions.gen.ts";
export * from "./index.gen.ts";
