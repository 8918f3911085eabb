import type { Subject } from "../subject.ts";
import { analytics, reports } from "./analytics.ts";

const names = (...all: string[]) => all.map((privateDnsName) => ({ privateDnsName }));
/** What another type has instead. */
const target = {
  vpcEndpointServiceName: undefined,
  vpcResourceConfigurationId: undefined,
  vpcResourceShareArn: undefined,
};

export const reversePrivateEndpoint: Subject = {
  token: "clickhouse:ReversePrivateEndpoint",
  needs: [analytics, reports],
  args: ({ analytics }) => ({
    serviceId: analytics?.id,
    type: "VPC_ENDPOINT_SERVICE",
    vpcEndpointServiceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
    customPrivateDnsMappings: names("shop.example.com", "orders.example.com"),
  }),
  updates: {
    names: () => ({ customPrivateDnsMappings: names("orders.example.com", "*.shop.example.com") }),
  },
  replacements: {
    service: ({ reports }) => ({ serviceId: reports?.id }),
    description: () => ({ description: "Shop database" }),
    endpointService: () => ({ vpcEndpointServiceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-00000000000000001" }),
    resource: () => ({
      ...target,
      type: "VPC_RESOURCE",
      vpcResourceConfigurationId: "rcfg-0123456789abcdef0",
      vpcResourceShareArn: "arn:aws:ram:eu-west-1:123456789012:resource-share/1",
    }),
    cluster: () => ({
      ...target,
      type: "MSK_MULTI_VPC",
      mskClusterArn: "arn:aws:kafka:eu-west-1:123456789012:cluster/orders/1",
      mskAuthentication: "SASL_IAM",
      customPrivateDnsMappings: undefined,
    }),
    serviceAttachment: () => ({
      ...target,
      type: "GCP_PSC_SERVICE_ATTACHMENT",
      gcpServiceAttachment: "projects/shop/regions/europe-west4/serviceAttachments/database",
    }),
  },
  drift: {
    inputs: ["customPrivateDnsMappings"],
    byHand: (admin, id) =>
      admin.change("clickhouse", "reversePrivateEndpoints", id.replace(/^.*\//, ""), {
        customPrivateDnsNames: ["by-hand.example.com"],
      }),
  },
  objects: ["clickhouse", "reversePrivateEndpoints"],
  creation: { operation: "createReversePrivateEndpoint", states: ["Failed"] },
};
