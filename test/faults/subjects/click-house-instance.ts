import { ownIdOf } from "../../../provider/runtime/child-id.ts";
import { newPassword, password } from "../secrets.ts";
import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

const [small, large] = ["b44cfde6-d250-313c-8d7a-cd216f071658", "6ebc6add-7462-3c27-b92b-3d79ae37a309"];

export const clickHouseInstance: Subject = {
  token: "gaussdb:ClickHouseInstance",
  needs: [orders, archive],
  args: ({ orders: made }) => ({
    instanceId: made?.id,
    engineVersion: "1",
    haMode: "Single",
    availabilityZones: ["ap-southeast-3a"],
    flavorId: small,
    volume: { ioType: "SSD", capacityInGb: 50 },
    password,
    slowLogMasking: true,
  }),
  updates: {
    flavor: () => ({ flavorId: large }),
    settings: () => ({ password: newPassword, slowLogMasking: false }),
  },
  replacements: {
    instance: ({ archive }) => ({ instanceId: archive?.id }),
    name: () => ({ name: "analytics-after", timeZone: "UTC+01:00", enterpriseProjectId: "shop" }),
    zones: () => ({ haMode: "Ha", availabilityZones: ["ap-southeast-3b", "ap-southeast-3a"] }),
    disk: () => ({ volume: { ioType: "ESSD", capacityInGb: 50 } }),
  },
  drift: {
    inputs: ["flavorId", "slowLogMasking"],
    byHand(admin, id) {
      const instances = admin.objects().huawei?.htapInstances as { id: string; groups: object[] }[];
      const own = instances.find((instance) => instance.id === ownIdOf(id));
      const groups = own?.groups.map((group) => ({ ...group, flavor_id: large }));
      admin.change("huawei", "htapInstances", ownIdOf(id), { groups, slow_log_masking: false });
    },
  },
  objects: ["huawei", "htapInstances"],
  creation: { operation: "createClickHouseInstance", states: ["createfail", "abnormal"] },
};

/** A disk grows and never becomes smaller again. */
export const growingClickHouseInstance: Subject = {
  ...clickHouseInstance,
  updates: { disk: () => ({ volume: { ioType: "SSD", capacityInGb: 110 } }) },
};

/** A ClickHouse instance, to hang other resources on. */
export const clickHouse: Declaration = {
  token: clickHouseInstance.token,
  name: "clickHouse",
  after: [orders.name],
  args: clickHouseInstance.args,
};
