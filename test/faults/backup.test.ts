import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { backup } from "./subjects/backup.ts";

describeLife("gaussdb:Backup", backup);
await describeFaults("gaussdb:Backup", backup);
