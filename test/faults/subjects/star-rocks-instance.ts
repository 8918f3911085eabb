import { newPassword, password } from "../secrets.ts";
import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";

export const starRocksInstance: Subject = {
  token: "gaussdb:StarRocksInstance",
  needs: [orders, { ...orders, name: "shop" }],
  args: ({ orders: made }) => ({
    instanceId: made?.id,
    haMode: "Single",
    feFlavorId: "afef3bfd-ac7c-32e1-ba44-c388acbb196a",
    beFlavorId: "de565db8-0a96-37ea-9388-61167624712c",
    feVolume: { ioType: "SSD", capacityInGb: 50 },
    beVolume: { ioType: "SSD", capacityInGb: 500 },
    availabilityZone: "ap-southeast-3a",
    password,
  }),
  updates: {
    password: () => ({ password: newPassword }),
    precheck: () => ({ precheck: true }),
  },
  replacements: {
    instance: ({ shop }) => ({ instanceId: shop?.id }),
    name: () => ({ name: "htap-after" }),
    cluster: () => ({ haMode: "Cluster", feCount: 3, beCount: 4 }),
    flavors: () => ({
      feFlavorId: "24059750-4280-3ee5-a44b-488b924633b4",
      beFlavorId: "c50e8e15-f2fc-3b40-aca6-c98f07ce2ce0",
    }),
    volumes: () => ({
      feVolume: { ioType: "ESSD", capacityInGb: 60 },
      beVolume: { ioType: "ESSD", capacityInGb: 600 },
    }),
    place: () => ({ availabilityZone: "ap-southeast-3b", timeZone: "UTC+00:00" }),
  },
  objects: ["huawei", "htapInstances"],
  creation: { operation: "createStarRocksInstance", states: ["createfail", "abnormal"] },
};

/** A StarRocks instance, to hang other resources on. */
export const starRocks: Declaration = {
  token: starRocksInstance.token,
  name: "analytics",
  after: [orders.name],
  args: starRocksInstance.args,
};
