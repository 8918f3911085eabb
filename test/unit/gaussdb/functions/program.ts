import * as pulumi from "@pulumi/pulumi";
import { defaultCredentials } from "../../../../simulator/credentials.ts";
import type { SimulatorOptions } from "../../../../simulator/index.ts";
import { region, startCloud } from "../../simulator/gaussdb/cloud.ts";

/** A simulated cloud, and a program that is configured for it. */
export async function startProgram(options: SimulatorOptions = {}) {
  const cloud = await startCloud(options);
  const { accessKey, secretKey } = defaultCredentials.huawei;
  pulumi.runtime.setAllConfig({
    "huaweicloud:region": region,
    "huaweicloud:accessKey": accessKey,
    "huaweicloud:secretKey": secretKey,
    "huaweicloud:endpoint": cloud.simulator.url,
    "huaweicloud:authUrl": cloud.simulator.url,
  });
  return cloud;
}

export async function endProgram(cloud: Awaited<ReturnType<typeof startProgram>>): Promise<void> {
  pulumi.runtime.setAllConfig({});
  await cloud.simulator.close();
}
