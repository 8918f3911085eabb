import type { Subject } from "../subject.ts";
import { privateEndpointAttachment } from "./private-endpoint-attachment.ts";

export const privateEndpoint: Subject = {
  ...privateEndpointAttachment,
  token: "clickhouse:PrivateEndpoint",
  args: (made) => ({ ...privateEndpointAttachment.args(made), description: "Orders VPC" }),
  replacements: {
    ...privateEndpointAttachment.replacements,
    description: () => ({ description: "Shop VPC" }),
  },
  creation: { operation: "createPrivateEndpoint", states: [] },
};
