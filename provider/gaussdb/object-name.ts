import { Buffer } from "node:buffer";
import { z } from "zod";

/** A name as instances (4.3.1), proxies (4.7.1) and backups (4.4.2) have it. */
export const objectName = z
  .string()
  .min(4)
  .max(64)
  .regex(
    /^[A-Za-z\u4E00-\u9FFF][A-Za-z0-9_\u4E00-\u9FFF-]*$/,
    "must begin with a letter and have only letters, digits, hyphens and underscores",
  )
  .refine((name) => Buffer.byteLength(name) <= 64, "must have at most 64 bytes; a Chinese character counts 3");
