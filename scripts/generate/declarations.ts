/** An exported type with its comment. */
export interface Declaration {
  name: string;
  text: string;
}

/** Cuts a file of nothing but exported types into its declarations. */
export function declarationsOf(source: string): Declaration[] {
  return [...source.matchAll(/^(?:\/\*\*\n(?: \*.*\n)*? \*\/\n)?export type (\w+) = [^]*?;\n(?=\n|$)/gm)].map(
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

const withoutComments = (text: string) => text.replace(/\/\*\*[^]*?\*\//g, "");

const indentByTwo = (text: string) => text.replace(/^( {4})+/gm, (spaces) => " ".repeat(spaces.length / 2));
