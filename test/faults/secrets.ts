import { defaultCredentials } from "../../simulator/index.ts";

/** Secrets that the programs use. */
export const password = "Sekret_Instance_345612";
export const newPassword = "Sekret_Changed_998877";
export const pipePassword = "Sekret-Pipe-Password-2";
export const bucketSecret = "Sekret-Bucket-Key-3";

/** What may be seen nowhere in clear. */
export const confidential: readonly string[] = [
  password,
  newPassword,
  pipePassword,
  bucketSecret,
  defaultCredentials.clickhouse.tokenSecret,
  defaultCredentials.huawei.secretKey,
  defaultCredentials.huawei.password,
];
