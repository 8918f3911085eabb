import { z } from "zod";
import { unordered } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { pathOf } from "./proxy-of.ts";

const entry = z.object({
  ip: z.string().min(1).describe("IP address or CIDR block."),
  description: z
    .string()
    .max(50)
    .regex(/^[^<>]*$/, "must not contain < or >")
    .optional()
    .describe("Remark, up to 50 characters."),
});

export const accessControl = aspect({
  inputs: {
    accessControl: z
      .object({
        type: z.enum(["white", "black"]).describe("`white`: only these may connect. `black`: all but these."),
        ipList: unordered(z.array(entry).max(300), "ip").describe("Addresses, at most 300. Order does not matter."),
        enabled: z.boolean().default(true).describe("Whether the rules are in force. Default true."),
      })
      .optional()
      .describe(
        "Who may connect to the proxy (4.7.21, 4.7.22). Taken out, it stays as it is: set `enabled: false` to end it.",
      ),
  },
  notice: ({ inputs: { accessControl: control }, live: { accessControl: before } }) =>
    before?.enabled && !control?.enabled
      ? "Access control ends: everybody who reaches the proxy may connect, with the right password."
      : undefined,
  costly: true,
  async read({ cloud, id }) {
    const control = await cloud.get("getProxyAccessControl", pathOf(id));
    const [group] = [control?.ip_group ?? []].flat();
    if (!control?.type || !group) return {};
    const ipList = (group.ip_list ?? []).map(({ ip, description }) => ({ ip, description: description ?? "" }));
    return { accessControl: { type: control.type, ipList, enabled: control.enable_ip_group === true } };
  },
  async update({ cloud, id, inputs: { accessControl }, live }) {
    const { type, ipList, enabled } = accessControl;
    await cloud.change("setProxyAccessControlRules", { ...pathOf(id), body: { type, ip_list: ipList } });
    if (live.accessControl?.enabled !== enabled) {
      await cloud.change("switchProxyAccessControl", { ...pathOf(id), body: { open_access_control: enabled } });
    }
  },
});
