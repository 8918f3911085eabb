import { parseArgs } from "node:util";
import { startSimulator } from "../simulator/index.ts";

const usage = "Usage: npm run simulator -- [--port <number>] [--speed <simulated seconds per second>] [--rate-limit]";

const { values } = parseArgs({
  options: {
    port: { type: "string" },
    speed: { type: "string" },
    "rate-limit": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  console.log(usage);
} else {
  await run();
}

async function run() {
  const simulator = await startSimulator({
    port: numberOf("port", "0"),
    speed: numberOf("speed", "60"),
    rateLimit: values["rate-limit"],
  });
  const { clickhouse, huawei } = simulator.credentials;
  const { url } = simulator;
  console.log(`Both clouds are simulated at ${url} until Ctrl-C.

Tell Pulumi by the configuration of a stack:

  pulumi config set clickhouse:apiUrl ${url}
  pulumi config set clickhouse:organizationId ${clickhouse.organizationId}
  pulumi config set clickhouse:tokenKey ${clickhouse.tokenKey}
  pulumi config set --secret clickhouse:tokenSecret ${clickhouse.tokenSecret}
  pulumi config set huaweicloud:region ap-southeast-3
  pulumi config set huaweicloud:endpoint ${url}
  pulumi config set huaweicloud:authUrl ${url}
  pulumi config set huaweicloud:accessKey ${huawei.accessKey}
  pulumi config set --secret huaweicloud:secretKey ${huawei.secretKey}

or by the environment, but for huaweicloud:endpoint, which has no variable:

  export CLICKHOUSE_API_URL=${url}
  export CLICKHOUSE_ORG_ID=${clickhouse.organizationId}
  export CLICKHOUSE_TOKEN_KEY=${clickhouse.tokenKey}
  export CLICKHOUSE_TOKEN_SECRET=${clickhouse.tokenSecret}
  export HW_REGION_NAME=ap-southeast-3
  export HW_AUTH_URL=${url}
  export HW_ACCESS_KEY=${huawei.accessKey}
  export HW_SECRET_KEY=${huawei.secretKey}

Look and interfere:

  curl ${url}/admin/objects
  curl ${url}/admin/requests
  curl -X PATCH ${url}/admin/objects/clickhouse/services/<id> -d '{"name": "changed by hand"}'
  curl -X POST ${url}/admin/advance -d '{"seconds": 600}'
  curl -X POST ${url}/admin/faults -d '{"operationId": "createService", "fault": {"kind": "reset", "when": "after"}}'
`);
  process.once("SIGINT", () => simulator.close());
  process.once("SIGTERM", () => simulator.close());
}

function numberOf(name: "port" | "speed", defaultText: string): number {
  const number = Number(values[name] ?? defaultText);
  if (Number.isFinite(number) && number >= 0) return number;
  console.error(`--${name} must be a number.\n${usage}`);
  process.exit(2);
}
