import { stripVTControlCharacters, styleText } from "node:util";

// Colour only on a terminal and without NO_COLOR: `styleText` looks at both.
export const bold = (text: string): string => styleText("bold", text);
export const dim = (text: string): string => styleText("dim", text);
export const green = (text: string): string => styleText("green", text);
export const red = (text: string): string => styleText("red", text);

const indent = "  │ ";

/** Shows a line of Pulumi's own output. Words that do not fit go on in the next line, as far in as the line begins. */
export function showIndented(line: string, columns: number = process.stdout.columns ?? 120): void {
  const [margin = ""] = /^[\s+~*>-]*/.exec(line) ?? [];
  const hanging = " ".repeat(Math.min(margin.length + 2, 12));
  const lines = wrapped(line, columns - indent.length, hanging);
  for (const part of lines) console.log(dim(indent) + coloured(part));
}

function wrapped(line: string, width: number, hanging: string): string[] {
  if (line.length <= width) return [line];
  const fitting = line.lastIndexOf(" ", width);
  // A word that is too long for a line has one of its own.
  const end = fitting > hanging.length ? fitting : line.indexOf(" ", width);
  if (end < 0) return [line];
  return [line.slice(0, end), ...wrapped(hanging + line.slice(end + 1), width, hanging)];
}

/** Pulumi's colours for what is made, changed and deleted. */
function coloured(line: string): string {
  const plain = stripVTControlCharacters(line);
  const [, sign] = /^\s*(\+-|\+\+|--|[+~-]) /.exec(plain) ?? [];
  if (/error:|\*\*/.test(plain)) return red(plain);
  if (/warning:/.test(plain)) return styleText("yellow", plain);
  if (sign === "+") return green(plain);
  if (sign === "~") return styleText("yellow", plain);
  if (sign === "-" || sign === "--") return red(plain);
  return sign === undefined ? plain : styleText("magenta", plain);
}
