import { type Kind, typeOf } from "../../sdk/kind.ts";

export interface Property {
  readonly name: string;
  readonly description: string | undefined;
  /** The interface that tells its type. */
  readonly of: string;
  /** It has a value once the object exists, though the program may leave it out. */
  readonly settled: boolean;
}
interface ClassParts {
  readonly type: string;
  /** Its paragraphs. */
  readonly description: readonly string[];
  readonly kind: Kind;
  readonly properties: readonly Property[];
  /** Whether one of the arguments must be given. */
  readonly argsRequired: boolean;
}

/** The class of a kind of object, its arguments, and what its base class must know. */
export function classText({ type, description, kind, properties, argsRequired }: ClassParts): string {
  return `/** The arguments of {@link ${type}}. */
export type ${type}Args = Inputs<${type}Inputs>;

const kind: Kind = ${JSON.stringify(kind, undefined, 2)};

${comment(description)}export class ${type} extends Resource {
  /** The type in states and URNs. */
  static readonly __pulumiType = "${typeOf(kind)}";

${properties.map(propertyText).join("\n")}

  constructor(name: string, args: ${type}Args${argsRequired ? "" : " = {}"}, opts: pulumi.CustomResourceOptions = {}) {
    super(kind, name, args, opts);
  }

  /** Reads an object that exists, without managing it. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts: pulumi.CustomResourceOptions = {}): ${type} {
    return new ${type}(name, {} as ${type}Args, { ...opts, id });
  }

  static override isInstance(value: unknown): value is ${type} {
    return Resource.isOfType(value, ${type}.__pulumiType);
  }
}
`;
}

function propertyText({ name, description, of, settled }: Property): string {
  const type = settled ? `NonNullable<${of}["${name}"]>` : `${of}["${name}"]`;
  return `${comment(description ? [description] : [], "  ")}  declare readonly ${name}: pulumi.Output<${type}>;`;
}

/** A documentation comment, in lines of at most 120 characters. */
function comment(paragraphs: readonly string[], indent = ""): string {
  const [first = "", ...more] = paragraphs.map((text) => text.replaceAll("*/", "*\\/"));
  if (first === "") return "";
  if (more.length === 0 && first.length + indent.length <= 113) return `${indent}/** ${first} */\n`;
  const lines = [first, ...more].flatMap((text, index) => [
    ...(index > 0 ? [""] : []),
    ...wrapped(text, 117 - indent.length),
  ]);
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
