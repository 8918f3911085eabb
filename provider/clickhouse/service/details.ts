import { z } from "zod";
import { autonamed, fallback, open, unordered } from "../../runtime/traits.ts";
import { aspect, type ServiceDetail } from "../clickhouse.ts";
import { ipAccessEntry, isOpen, oneEntryASource } from "../ip-access-list.ts";

const tagText = /^[a-zA-Z0-9._-]*$/;
const tagRule = "must have only letters, digits, full stops, underscores and hyphens";

/** What one PATCH of the service changes. */
export const details = aspect({
  inputs: {
    name: autonamed(z.string().min(1).max(50), { maxLength: 50, forbidden: "[^A-Za-z0-9 _-]" })
      .optional()
      .describe("Name: 1 to 50 characters."),
    ipAccessList: unordered(z.array(ipAccessEntry), "source").describe(
      "Who may connect, by address. Order does not matter. `[]` is nobody; the API wants the list, so it has no default.",
    ),
    releaseChannel: fallback(open(["slow", "default", "fast"]), "default")
      .optional()
      .describe("How early the service gets new versions. Default `default`."),
    mysqlEndpoint: fallback(z.boolean(), false)
      .optional()
      .describe("Whether the service also speaks the MySQL protocol. Default false."),
    tags: fallback(
      z
        .record(z.string().min(1).max(128).regex(tagText, tagRule), z.string().max(256).regex(tagText, tagRule))
        .refine((tags) => Object.keys(tags).length <= 50, "must have at most 50 tags"),
      {},
    )
      .optional()
      .describe(
        "Tags by key, at most 50: keys up to 128 characters, values up to 256. All tags of the service are managed.",
      ),
    enableCoreDumps: fallback(z.boolean(), true)
      .optional()
      .describe("Whether crashes leave core dumps for the vendor's support. Default true."),
  },
  rules: [oneEntryASource],
  notice: ({ inputs, live }) =>
    isOpen(inputs.ipAccessList) && !isOpen(live.ipAccessList)
      ? "The service becomes reachable for everybody (0.0.0.0/0)."
      : undefined,
  async read({ cloud, id }) {
    const service = await cloud.services.get(id);
    return service && detailsOf(service);
  },
  async update({ cloud, id, changes: { ipAccessList, tags, mysqlEndpoint, ...simple }, live }) {
    await cloud.change("updateService", {
      serviceId: id,
      body: {
        ...simple,
        ipAccessList: ipAccessList && accessDelta(live.ipAccessList ?? [], ipAccessList),
        tags: tags && tagDelta(live.tags ?? {}, tags),
        endpoints: mysqlEndpoint === undefined ? undefined : [{ protocol: "mysql", enabled: mysqlEndpoint }],
      },
    });
  },
});

type Entry = z.infer<typeof ipAccessEntry>;

/** Only what differs is removed and added, so that nobody is locked out in between. */
function accessDelta(live: readonly Entry[], wanted: readonly Entry[]) {
  const same = (one: Entry, other: Entry) =>
    one.source === other.source && (one.description ?? "") === (other.description ?? "");
  const remove = live.filter((entry) => !wanted.some((other) => same(other, entry) || keepsDescription(other, entry)));
  const add = wanted.filter((entry) => !live.some((other) => same(entry, other) || keepsDescription(entry, other)));
  return { remove, add };
}

/** A description that the program does not set is not managed. */
function keepsDescription(wanted: Entry, live: Entry): boolean {
  return wanted.source === live.source && wanted.description === undefined;
}

type Tags = Readonly<Record<string, string>>;

/** Tags as requests have them: none is empty, but may be without a value. */
export function tagList(tags: Tags): { key: string; value?: string }[] {
  return Object.entries(tags).map(([key, value]) => (value === "" ? { key } : { key, value }));
}

function tagDelta(live: Tags, wanted: Tags) {
  const without = (tags: Tags, others: Tags) =>
    tagList(Object.fromEntries(Object.entries(tags).filter(([key, value]) => others[key] !== value)));
  return { remove: without(live, wanted), add: without(wanted, live) };
}

function detailsOf({ name, ipAccessList, releaseChannel, endpoints, tags, enableCoreDumps }: ServiceDetail) {
  return {
    name,
    ipAccessList: (ipAccessList ?? []).map(({ source, description }) => ({ source, description: description ?? "" })),
    releaseChannel,
    mysqlEndpoint: (endpoints ?? []).some(({ protocol }) => protocol === "mysql"),
    tags: Object.fromEntries((tags ?? []).map(({ key, value = "" }) => [key, value])),
    enableCoreDumps,
  };
}
