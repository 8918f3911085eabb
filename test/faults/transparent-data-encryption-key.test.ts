import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { transparentDataEncryptionKey } from "./subjects/transparent-data-encryption-key.ts";

describeLife("clickhouse:TransparentDataEncryptionKey", transparentDataEncryptionKey);
await describeFaults("clickhouse:TransparentDataEncryptionKey", transparentDataEncryptionKey);
