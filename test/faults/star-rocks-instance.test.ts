import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { starRocksInstance } from "./subjects/star-rocks-instance.ts";

describeLife("gaussdb:StarRocksInstance", starRocksInstance);
await describeFaults("gaussdb:StarRocksInstance", starRocksInstance);
