import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { database, siblingDatabase } from "./subjects/database.ts";

describeLife("gaussdb:Database", database);
await describeFaults("gaussdb:Database", database);
await describeFaults("gaussdb:Database created with others", siblingDatabase);
