/** What a person who watches needs of Pulumi's output. The stack's outputs are shown only where they are new. */
export function readable({ outputs }: { outputs: boolean }): (line: string) => string | undefined {
  let section = "";
  return (line) => {
    const text = line.trimEnd().replace(/(?<!::)pulumi-nodejs:dynamic\//, "");
    if (/^\w+:$/.test(text)) section = text;
    if (text === "") section = "";
    if (isNoise(text) || (section === "Outputs:" && !outputs)) return undefined;
    return text;
  };
}

function isNoise(text: string): boolean {
  return text === "" || titles.test(text) || progressDots.test(text) || stackRow.test(text) || idleRow.test(text);
}

const titles =
  /^(Previewing|Updating|Refreshing|Destroying|Duration:|The resources in the stack|If you want to remove)/;
const progressDots = /^@ /;
const stackRow = /^ {0,2}[ +~-]{0,2} *pulumi:pulumi:Stack /;
/** The CLI's row of a resource at which nothing was found. */
const idleRow = /^ {4}\S+:\S+ \S+$/;
