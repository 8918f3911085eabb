/** An exported type with its comment. */
export interface Declaration {
  name: string;
  text: string;
}

/** Cuts a file of nothing but exported types into its declarations. */
export function declarationsOf(source: string): Declaration[] {
  return [...source.matchAll(/^(?:\/\*\*\n(?: \*.*\n)*? \*\/\n)?export type (\w+) = [\s\S]*?;\n(?=\n|$)/gm)].map(
    ([text, name = ""]) => ({ name, text: indentByTwo(text.trimEnd()) }),
  );
}

/** The declarations that a text uses, directly or through others, in their order. */
export function reachable(declarations: readonly Declaration[], text: string): Declaration[] {
  const byName = new Map(declarations.map((declaration) => [declaration.name, declaration]));
  const found = new Set<Declaration>();
  const follow = (text: string) => {
    for (const word of withoutComments(text).match(/\b[A-Z]\w*/g) ?? []) {
      const declaration = byName.get(word);
      if (!declaration || found.has(declaration)) continue;
      found.add(declaration);
      follow(declaration.text);
    }
  };
  follow(text);
  return declarations.filter((declaration) => found.has(declaration));
}

/**
 * Leaves out each `XWritable` that says what `X` says, and lets what uses it use `X`. The generator makes one as soon
 * as a type has a form of its own for requests somewhere below it, and for some types that have none.
 */
export function withoutDoubles(declarations: readonly Declaration[]): Declaration[] {
  const texts = new Map(declarations.map(({ name, text }) => [name, text]));
  const doubles = new Set(declarations.map(({ name }) => name).filter((name) => texts.has(`${name}Writable`)));
  const shortened = (text: string) =>
    text.replace(/\b(\w+)Writable\b/g, (word, name: string) => (doubles.has(name) ? name : word));

  let size: number;
  do {
    size = doubles.size;
    for (const name of doubles)
      if (shortened(texts.get(`${name}Writable`) ?? "") !== shortened(texts.get(name) ?? "")) doubles.delete(name);
  } while (doubles.size < size);
  return declarations
    .filter(({ name }) => !doubles.has(name.replace(/Writable$/, "")) || !name.endsWith("Writable"))
    .map(({ name, text }) => ({ name, text: shortened(text) }));
}

/** Gives each `XWritable` the name `X` where nothing else has it. */
export function shortNames(text: string): string {
  const names = new Set([...text.matchAll(/^export type (\w+) =/gm)].map(([, name]) => name));
  return text.replace(/\b(\w+)Writable\b/g, (word, name: string) => (names.has(name) ? word : name));
}

const withoutComments = (text: string) => text.replace(/\/\*\*[\s\S]*?\*\//g, "");

const indentByTwo = (text: string) => text.replace(/^( {4})+/gm, (spaces) => " ".repeat(spaces.length / 2));
