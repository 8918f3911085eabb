/** Another operation runs on the instance, or its state does not allow this one yet. The HTTP status varies. */
const busy = codes("200011 200019 200047 201202 201205 212006 201014 200086 05000084 201015 212033 212010 212032");

/** May mean the same, or something that does not pass. */
const busyPerhaps = codes("280406 200821 200001");

/** There is no such object. */
const gone = codes(
  // Node.
  "212005",
  // Instance.
  "200002 200045 200408 200602 201028 290005 290011 290013",
  // Proxy.
  "200932 270024 05000022",
  // Parameter template, backup, job.
  "212001 201010 201203 280214 200543",
  // Database account, database.
  "200824 200823 280128",
  // User and replication of a StarRocks instance.
  "200076 270022",
);

/** There is no such instance, or the account may not see it: the list tells. */
const hidden = codes("200044 201003 280015 200010 200604");

/** Something of an HTAP instance is gone, or a parameter is wrong, or a name exists already: the list tells. */
const general = codes("05000044 05000091 200022");

const hints: Readonly<Record<string, string>> = {
  "DBS.200046": "The quota of instances is used up: delete one, or ask support to raise it.",
  "DBS.290003": "The quota of instances is used up: delete one, or ask support to raise it.",
  "DBS.212002": "The quota of parameter templates is used up: delete one.",
  "DBS.200056": "The instance has as many nodes as it may have.",
  "DBS.280450": "The flavor is sold out: choose another flavor or zone.",
  "DBS.280448": "The storage type is sold out: choose another zone.",
  "DBS.280203": "Choose a stronger password.",
  "DBS.200828": "The name is one of the cloud's own accounts; the password of root is that of the instance.",
  "DBS.280449": "The object is frozen, usually because of an unpaid bill.",
  "DBS.280505": "An order waits for somebody to pay or cancel it.",
  "DBS.200316": "The storage is full: enlarge it first.",
  "DBS.280056": "The token is not valid: check domainName, userName, password and region.",
  "DBS.200044": "It does not exist, or the account may not see it.",
  "DBS.05000024": "Large transactions are running: try again when they are over.",
  "DBS.05000095": "Long transactions are running: try again when they are over.",
};

export const isBusy = (code: string | undefined): boolean => busy.has(code ?? "");
export const isBusyPerhaps = (code: string | undefined): boolean => busyPerhaps.has(code ?? "");
export const isGone = (code: string | undefined): boolean => gone.has(code ?? "");
export const isHidden = (code: string | undefined): boolean => hidden.has(code ?? "");
export const isGeneral = (code: string | undefined): boolean => general.has(code ?? "");
export const hintFor = (code: string | undefined): string | undefined => hints[code ?? ""];

function codes(...numbers: string[]): ReadonlySet<string> {
  return new Set(numbers.flatMap((row) => row.split(" ")).map((number) => `DBS.${number}`));
}
