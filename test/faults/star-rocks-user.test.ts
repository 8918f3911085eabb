import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { starRocksUser } from "./subjects/star-rocks-user.ts";

describeLife("gaussdb:StarRocksUser", starRocksUser);
await describeFaults("gaussdb:StarRocksUser", starRocksUser);
