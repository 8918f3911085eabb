import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { awsBackupBucket, azureBackupBucket, backupBucket } from "./subjects/backup-bucket.ts";

describeLife("clickhouse:BackupBucket on GCP", backupBucket);
describeLife("clickhouse:BackupBucket on AWS", awsBackupBucket);
describeLife("clickhouse:BackupBucket on Azure", azureBackupBucket);
await describeFaults("clickhouse:BackupBucket", backupBucket);
