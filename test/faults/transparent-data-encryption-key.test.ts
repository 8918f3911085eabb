import { describeFaults } from "./matrix.ts";
import { transparentDataEncryptionKey } from "./subjects/transparent-data-encryption-key.ts";

await describeFaults("clickhouse:TransparentDataEncryptionKey", transparentDataEncryptionKey);
