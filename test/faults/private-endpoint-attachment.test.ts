import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { privateEndpointAttachment } from "./subjects/private-endpoint-attachment.ts";

describeLife("clickhouse:PrivateEndpointAttachment", privateEndpointAttachment);
await describeFaults("clickhouse:PrivateEndpointAttachment", privateEndpointAttachment);
