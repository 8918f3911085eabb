import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { backupConfiguration } from "./subjects/backup-configuration.ts";

describeLife("clickhouse:BackupConfiguration", backupConfiguration);
await describeFaults("clickhouse:BackupConfiguration", backupConfiguration);
