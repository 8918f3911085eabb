import { describeFaults } from "./matrix.ts";
import { readReplica, siblingReadReplica } from "./subjects/read-replica.ts";

await describeFaults("gaussdb:ReadReplica", readReplica);
await describeFaults("gaussdb:ReadReplica created with others", siblingReadReplica);
