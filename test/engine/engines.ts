import { cliEngine, hasCli } from "./cli.ts";
import { embeddedEngine } from "./embedded/embedded-engine.ts";
import type { Engine } from "./engine.ts";

/** The engines of this machine. What is tested on an engine is tested on each of them. */
export const engines: readonly Engine[] = hasCli() ? [embeddedEngine, cliEngine] : [embeddedEngine];
