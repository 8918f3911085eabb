import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { nodeRestart } from "./subjects/node-restart.ts";

describeLife("gaussdb:NodeRestart", nodeRestart);
await describeFaults("gaussdb:NodeRestart", nodeRestart);
