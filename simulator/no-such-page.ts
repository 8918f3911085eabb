import type { Answer } from "./cloud.ts";

/** What the network in front of an API answers for a path that the API does not serve. */
export const noSuchPage: Answer = {
  status: 404,
  body: "<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>\n",
};
