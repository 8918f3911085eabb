import { describeFaults } from "./matrix.ts";
import { readReplica } from "./subjects/read-replica.ts";

await describeFaults("gaussdb:ReadReplica", readReplica);
