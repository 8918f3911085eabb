/** What a person who watches needs of Pulumi's output. The stack's outputs are shown only where they are new. */
export function readable({ outputs }: { outputs: boolean }): (line: string) => string | undefined {
  const shown = new Set<string>();
  let section = "";
  return (line) => {
    const text = withoutOldNews(line.trimEnd().replace(/(?<!::)pulumi-nodejs:dynamic\//, ""));
    if (/^\w+:$/.test(text)) section = text;
    if (text === "") section = "";
    const isRow = section === "";
    if (noise.some((pattern) => pattern.test(text)) || (section === "Outputs:" && !outputs)) return undefined;
    if (isRow && shown.has(text)) return undefined;
    if (isRow) shown.add(text);
    return text;
  };
}

/** On a terminal, the CLI draws a resource's row anew; here the row would end with what was said before. */
function withoutOldNews(row: string): string {
  if (/ (created|updated|deleted) \([\d.]+m?s\)/.test(row))
    return row.replace(/(\([\d.]+m?s\)( \[diff:.*?\])?).*/, "$1");
  // It stands among the diagnostics, too.
  return row.replace(/; (warning|error): .*/, "");
}

const noise = [
  /^$/,
  /^(Previewing|Updating|Refreshing|Destroying|Duration:|The resources in the stack|If you want to remove)/,
  /^@ /,
  /^ {0,2}[ +~-]{0,2} *pulumi:pulumi:Stack /,
  /^ {4}error: (update|preview|destroy|refresh) failed$/,
  / refreshing \(/,
  // The CLI's row of a resource at which nothing was found, and of one whose diagnostics follow.
  /^ {4}\S+:\S+ \S+( {2}(warning|error): .*)?$/,
];
