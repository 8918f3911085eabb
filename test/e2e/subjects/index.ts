import type { Subject } from "../subject.ts";
import { clickPipe } from "./click-pipe.ts";
import { instance } from "./instance.ts";
import { parameterTemplate } from "./parameter-template.ts";
import { parameterTemplateApplication } from "./parameter-template-application.ts";
import { proxy } from "./proxy.ts";
import { readReplica } from "./read-replica.ts";
import { service } from "./service.ts";

/** All kinds of resources. */
export const subjects: readonly Subject[] = [
  clickPipe,
  service,
  instance,
  parameterTemplate,
  parameterTemplateApplication,
  proxy,
  readReplica,
];
