import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { restore } from "./subjects/restore.ts";

describeLife("gaussdb:Restore", restore);
await describeFaults("gaussdb:Restore", restore);
