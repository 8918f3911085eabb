/** What a person needs of Pulumi's output, line by line. The stack's outputs are shown only where they are new. */
export function readable({ outputs }: { outputs: boolean }): (line: string) => readonly string[] {
  const rows = new Set<string>();
  let section = "";
  let rowIsShown = true;
  /** Headings that wait for something to stand under them. */
  let headings: readonly string[] = [];
  return (line) => {
    const text = plain(line);
    if (text === "") return [];
    if (/^\w+:$/.test(text)) {
      section = text;
      headings = [text];
      return [];
    }
    if (section === "Diagnostics:" && /^ {2}\S.*:$/.test(text)) {
      headings = headings.includes(section) ? [section, text] : [text];
      return [];
    }
    if (section === "" && !isDetail(text)) {
      rowIsShown = !rows.has(text) && !isHalfOfReplacement(text);
      rows.add(text);
    }
    const isShown = section === "" ? rowIsShown : section !== "Outputs:" || outputs;
    if (!isShown || noise.some((pattern) => pattern.test(text))) return [];
    const shown = [...headings, text];
    headings = [];
    return shown;
  };
}

function plain(line: string): string {
  const row = line
    .trimEnd()
    .replaceAll("\t", "  ")
    .replace(/(?<!::)pulumi-nodejs:dynamic\//, "");
  // On a terminal, the CLI draws a resource's row anew; here the row would end with what was said before.
  if (/ (created|updated|deleted) \([\d.]+m?s\)/.test(row))
    return row.replace(/(\([\d.]+m?s\)( \[diff:.*?\])?).*/, "$1");
  // It stands among the diagnostics, too.
  return row.replace(/; (warning|error): .*/, "");
}

/** A changed property, under the row of its resource. */
function isDetail(text: string): boolean {
  return /^ {8}[+~-] /.test(text);
}

/** A preview names a replacement three times: as a whole, as the new object and as the old one. */
function isHalfOfReplacement(text: string): boolean {
  return / (create replacement|delete original)( \[diff:.*)?$/.test(text);
}

const noise = [
  /^(Previewing|Updating|Refreshing|Destroying|Duration:|The resources in the stack|If you want to remove)/,
  /^@ /,
  /^ {0,2}[ +~-]{0,2} *pulumi:pulumi:Stack .*(?<!:)$/,
  /^ {4}error: (update|preview|destroy|refresh) failed$/,
  / refreshing \(/,
  // The CLI's row of a resource at which nothing was found, and of one whose diagnostics follow.
  /^ {4}\S+:\S+ \S+( {2}(warning|error): .*)?$/,
];
