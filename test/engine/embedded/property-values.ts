/** Properties as the wire and the state hold them: JSON, in which marked objects and one string have a meaning. */
export type Properties = Record<string, unknown>;

/** Stands for a value that is known only after the update. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key that marks an object as more than an object. */
export const signatureKey = "4dabf18193072939515e22adb298388d";
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";

export interface Secret {
  readonly value: unknown;
}

export function isRecord(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSecret(value: unknown): value is Secret {
  return isRecord(value) && value[signatureKey] === secretSignature;
}

export function secret(value: unknown): unknown {
  return isSecret(value) ? value : { [signatureKey]: secretSignature, value };
}

/** A value as a plugin gets it: secrets in clear, resources as their ids. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  if (isSecret(value)) return plain(value.value);
  if (value[signatureKey] === resourceSignature) return referenced(value);
  return mapValues(value, plain);
}

/** Properties as a plugin gets them. */
export function plainProperties(properties: Properties): Properties {
  return mapValues(properties, plain);
}

/** A value in which secrets cannot be read, for people to see. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (!isRecord(value)) return value;
  return isSecret(value) ? "[secret]" : mapValues(value, redacted);
}

export function containsSecret(value: unknown): boolean {
  return contains(value, isSecret);
}

export function containsUnknown(value: unknown): boolean {
  return contains(value, (part) => part === unknown);
}

/** Properties without the unknown ones, which no call of a real update gets. */
export function knownOf(properties: Properties): Properties {
  return omitUnknown(properties) as Properties;
}

/**
 * Marks values as secret where a value of the same path is or contains one. Objects are gone through; of an array the
 * whole becomes secret.
 */
export function annotateSecrets(values: Properties, like: Properties): void {
  for (const [key, from] of Object.entries(like)) {
    const value = values[key];
    if (!(key in values)) continue;
    if (isObject(value) && isObject(from)) annotateSecrets(value, from);
    else if (!isSecret(value) && containsSecret(from)) values[key] = secret(value);
  }
}

export function mapValues(properties: Properties, change: (value: unknown) => unknown): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, change(value)]));
}

function isObject(value: unknown): value is Properties {
  return isRecord(value) && value[signatureKey] === undefined;
}

function contains(value: unknown, is: (part: unknown) => boolean): boolean {
  if (is(value)) return true;
  if (Array.isArray(value)) return value.some((part) => contains(part, is));
  return isRecord(value) && Object.values(value).some((part) => contains(part, is));
}

function omitUnknown(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((part) => part !== unknown).map(omitUnknown);
  if (!isRecord(value)) return value;
  const known = Object.entries(value).filter(([, part]) => plain(part) !== unknown);
  return Object.fromEntries(known.map(([key, part]) => [key, omitUnknown(part)]));
}

function referenced({ urn, id }: Properties): unknown {
  if (id === undefined) return urn;
  return id === "" ? unknown : plain(id);
}
