import { load } from "./bench/machine.ts";
import { realRows } from "./bench/real-rows.ts";
import { report } from "./bench/report.ts";
import { simulated } from "./bench/simulated.ts";
import { simulatedRows } from "./bench/simulated-rows.ts";

const loadBefore = load();
const real = await realRows();
await report({ real, simulated: simulatedRows(await simulated()), loadBefore });
