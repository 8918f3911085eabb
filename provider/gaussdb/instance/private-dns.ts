import { z } from "zod";
import { aspect, type GaussDb, type InstanceDetail } from "../gaussdb.ts";
import { appearance, begun } from "../jobs.ts";

export const privateDns = aspect({
  inputs: {
    privateDnsPrefix: z
      .string()
      .min(8)
      .max(63)
      .regex(/^[a-z0-9]*$/, "must have only lower-case letters and digits")
      .optional()
      .describe(
        "First part of the private domain name, 8 to 63 lower-case letters and digits (4.3.25, 4.3.26; public beta, on " +
          "request). Output `privateDnsName` has the whole name. Taken out, the name stays: no operation releases it.",
      ),
  },
  notice: ({ live }) =>
    live.privateDnsPrefix === undefined ? undefined : "The private domain name changes: clients must follow.",
  async read({ cloud, id }) {
    const instance = await cloud.instances.get(id);
    return { privateDnsPrefix: (instance && privateDnsNameOf(instance)?.split(".")[0]) ?? null };
  },
  async update({ cloud, id, inputs: { privateDnsPrefix } }) {
    await cloud.exclusively(id, async (cloud) => {
      if ((await nameOf(cloud, id)) === undefined) await applyFor(cloud, id);
      await cloud.change("updateInstanceDns", { instance_id: id, body: { dns_name: privateDnsPrefix } });
    });
  },
});

/** The private domain name of an instance. One that has not asked for it has none. */
export function privateDnsNameOf({ private_dns_names: names }: InstanceDetail): string | undefined {
  return names?.[0] || undefined;
}

/** An instance gets a name that the cloud has chosen first (4.3.25). */
async function applyFor(cloud: GaussDb, id: string): Promise<void> {
  const beginning = await begun(cloud.begin("createInstanceDns", { instance_id: id, body: { dns_type: "private" } }));
  await appearance(cloud, "applying for a private domain name", beginning, () => nameOf(cloud, id));
  await cloud.finished(beginning.started, "createInstanceDns");
}

async function nameOf(cloud: GaussDb, id: string): Promise<string | undefined> {
  const instance = await cloud.instances.get(id);
  return instance && privateDnsNameOf(instance);
}
