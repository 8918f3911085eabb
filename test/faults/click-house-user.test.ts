import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { clickHouseUser } from "./subjects/click-house-user.ts";

describeLife("gaussdb:ClickHouseUser", clickHouseUser);
await describeFaults("gaussdb:ClickHouseUser", clickHouseUser);
