import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { starRocksReplication } from "./subjects/star-rocks-replication.ts";

describeLife("gaussdb:StarRocksReplication", starRocksReplication);
await describeFaults("gaussdb:StarRocksReplication", starRocksReplication);
