import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { jobRecordDeletion, scheduledJobCancellation, scheduledJobDeletion } from "./subjects/job-deletions.ts";

for (const subject of [scheduledJobCancellation, scheduledJobDeletion, jobRecordDeletion]) {
  describeLife(subject.token, subject);
  await describeFaults(subject.token, subject);
}
