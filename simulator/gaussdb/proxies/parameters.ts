import { isInRange, type Parameter } from "../parameter-catalogue.ts";
import { refuse } from "../refusal.ts";

/** A parameter of the proxy kernel; `element` is its parent tag. */
export interface ProxyParameter extends Parameter {
  readonly element: string;
}

/** The parameters that a proxy has, with their defaults. */
export const proxyParameters: readonly ProxyParameter[] = [
  proxyParameter("slowLogQueryTime", "500", "integer", "200-50000"),
  proxyParameter("multiStatementType", "Loose", "list", "Loose|Parse|Strict"),
  proxyParameter("connectTimeout", "3000", "integer", "100-60000"),
  proxyParameter("idleConnectionTimeout", "28800", "integer", "1-31536000"),
  proxyParameter("looseImciApThreshold", "5000", "integer", "0-1000000000"),
  proxyParameter("looseImciApRoute", "OFF", "list", "ON|OFF"),
  proxyParameter("prepareCacheSize", "1000", "integer", "0-100000"),
  proxyParameter("readOnlyForwarding", "ON", "list", "ON|OFF"),
  proxyParameter("transactionSplitReadRows", "0", "integer", "0-100000"),
  proxyParameter("maxPacketSize", "16777216", "integer", "1024-1073741824"),
  proxyParameter("sqlAuditMode", "OFF", "list", "ON|OFF"),
];

/** Refuses a parameter that a proxy does not have (DBS.212012), or a value out of its range (DBS.280271). */
export function checkProxyParameter({
  name,
  value,
  elem_type,
}: {
  name: string;
  value: string;
  elem_type: string;
}): void {
  const parameter = proxyParameters.find((known) => known.name === name) ?? refuse("DBS.212012", name);
  if (parameter.element !== elem_type) refuse("DBS.212017", `${name}: elem_type`);
  if (!isInRange(parameter, value)) refuse("DBS.280271", `${name}: ${parameter.range}`);
}

function proxyParameter(name: string, value: string, type: Parameter["type"], range: string): ProxyParameter {
  return { name, value, type, range, restart: false, element: "system" };
}
