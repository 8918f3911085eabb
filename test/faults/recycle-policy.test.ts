import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { recyclePolicy } from "./subjects/recycle-policy.ts";

describeLife("gaussdb:RecyclePolicy", recyclePolicy);
await describeFaults("gaussdb:RecyclePolicy", recyclePolicy);
