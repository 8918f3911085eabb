import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { databasePrivilege, siblingDatabasePrivilege } from "./subjects/database-privilege.ts";

describeLife("gaussdb:DatabasePrivilege", databasePrivilege);
await describeFaults("gaussdb:DatabasePrivilege", databasePrivilege);
await describeFaults("gaussdb:DatabasePrivilege granted with others", siblingDatabasePrivilege);
