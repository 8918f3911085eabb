import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { tableRestore } from "./subjects/table-restore.ts";

describeLife("gaussdb:TableRestore", tableRestore);
await describeFaults("gaussdb:TableRestore", tableRestore);
