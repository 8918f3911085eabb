import { describeFaults } from "./matrix.ts";
import { proxy } from "./subjects/proxy.ts";

await describeFaults("gaussdb:Proxy", proxy);
