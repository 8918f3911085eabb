import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { proxyRestart } from "./subjects/proxy-restart.ts";

describeLife("gaussdb:ProxyRestart", proxyRestart);
await describeFaults("gaussdb:ProxyRestart", proxyRestart);
