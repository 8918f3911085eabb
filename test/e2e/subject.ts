import type { Simulator, SimulatorAdmin } from "../../simulator/index.ts";
import type { ExportedResource } from "../engine/engine.ts";

/** Arguments of a resource; `undefined` leaves one out. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Arguments that turn into others. Both are put over what the kind is made with anyway. */
export interface Change {
  readonly from?: Arguments;
  readonly to: Arguments;
}

/** A kind of resource, and what the end-to-end test must know to try all of it. */
export interface Subject {
  /** For example `gaussdb:Instance`. */
  readonly token: string;
  /** Statements that make what the resources need. */
  readonly needs?: string;
  /** Arguments of the n-th resource of a program. */
  args(index: number): Arguments;
  /** Changes in place, by the names of the resources that make them. */
  readonly changes: Readonly<Record<string, Change>>;
  /** Changes that replace. */
  readonly replacements: Readonly<Record<string, Change>>;
  /** Those of them that are shown, but that the cloud refuses, because one value only is valid. */
  readonly refusedByCloud?: readonly string[];
  /** Inputs that count at creation only: their change is none. These resources come when the others are there. */
  readonly atCreation?: Readonly<Record<string, Change>>;
  /** Changes the object by hand. `paths` are the inputs that then differ, of a resource with these arguments. */
  readonly drift: {
    readonly args?: Arguments;
    readonly paths: readonly string[];
    change(admin: SimulatorAdmin, resource: ExportedResource): void;
  };
  /** Removes the object by hand. */
  remove(admin: SimulatorAdmin, resource: ExportedResource): void;
  /** Makes a later step of the creation fail, after the cloud has accepted the object. */
  failCreation(admin: SimulatorAdmin): void;
  /** It is protected unless the program says otherwise. */
  readonly holdsData?: true;
  /** Objects of the clouds that belong to nobody after everything is destroyed. */
  readonly remains?: readonly string[];
}

/** What a program says instead of a value. */
export class Expression {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** For example `orders.id`, where `orders` is one of the things that the resource needs. */
export const expression = (text: string) => new Expression(text);

type Objects = ReturnType<SimulatorAdmin["objects"]>;

/** A value that is known once the clouds have something. */
export class Found {
  readonly in: (objects: Objects) => unknown;
  constructor(find: (objects: Objects) => unknown) {
    this.in = find;
  }
}

/** For example the id of a backup. */
export const found = (find: (objects: Objects) => unknown) => new Found(find);

/** The part of an id of two parts that names the object itself. */
export const ownId = ({ id = "" }: ExportedResource) => id.slice(id.lastIndexOf("/") + 1);

/** The program with one resource of the kind for each name. */
export function programOf(
  { token, needs = "" }: Pick<Subject, "token" | "needs">,
  resources: readonly { readonly name: string; readonly args: Arguments; readonly options: Arguments }[],
  simulator: Simulator,
): string {
  const objects = simulator.admin.objects();
  const statements = resources.map(
    ({ name, args, options }) =>
      `new ${token.replace(":", ".")}("${name}", ${sourceOf(args, objects)}, ${sourceOf(options, objects)});`,
  );
  return [needs, ...statements].join("\n");
}

function sourceOf(value: unknown, objects: Objects): string {
  if (value instanceof Expression) return value.text;
  if (value instanceof Found) return sourceOf(value.in(objects), objects);
  if (Array.isArray(value)) return `[${value.map((item) => sourceOf(item, objects)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(JSON.stringify(value));
  const properties = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{ ${properties.map(([key, part]) => `${JSON.stringify(key)}: ${sourceOf(part, objects)}`).join(", ")} }`;
}
