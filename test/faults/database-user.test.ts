import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { databaseUser, siblingDatabaseUser } from "./subjects/database-user.ts";

describeLife("gaussdb:DatabaseUser", databaseUser);
await describeFaults("gaussdb:DatabaseUser", databaseUser);
await describeFaults("gaussdb:DatabaseUser created with others", siblingDatabaseUser);
