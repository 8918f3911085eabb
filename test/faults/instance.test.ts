import { describeFaults } from "./matrix.ts";
import { instance } from "./subjects/instance.ts";

await describeFaults("gaussdb:Instance", instance);
