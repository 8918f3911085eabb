import type { Subject } from "../subject.ts";
import { analytics } from "./analytics.ts";

const names = (...all: string[]) => all.map((privateDnsName) => ({ privateDnsName }));

export const reversePrivateEndpoint: Subject = {
  token: "clickhouse:ReversePrivateEndpoint",
  needs: [analytics()],
  args: ({ analytics: made }) => ({
    serviceId: made?.id,
    type: "VPC_ENDPOINT_SERVICE",
    vpcEndpointServiceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
    customPrivateDnsMappings: names("shop.example.com", "orders.example.com"),
  }),
  updates: {
    names: () => ({ customPrivateDnsMappings: names("orders.example.com", "*.shop.example.com") }),
  },
  objects: ["clickhouse", "reversePrivateEndpoints"],
  creation: { operation: "createReversePrivateEndpoint", states: ["Failed"] },
};
