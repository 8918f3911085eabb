import { describeLifeCycle } from "./life-cycle.ts";
import { readReplica } from "./subjects/read-replica.ts";

describeLifeCycle(readReplica);
