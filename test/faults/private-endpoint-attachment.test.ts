import { describeFaults } from "./matrix.ts";
import { privateEndpointAttachment } from "./subjects/private-endpoint-attachment.ts";

await describeFaults("clickhouse:PrivateEndpointAttachment", privateEndpointAttachment);
