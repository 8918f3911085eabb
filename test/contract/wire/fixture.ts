import { setTimeout as pause } from "node:timers/promises";
import { dynamicProvider } from "../../../provider/runtime/provider.ts";
import { listen, wire } from "../../../provider/runtime/wire.ts";
import { boxDefinition, boxOnArrival, fakeCloud } from "../../unit/runtime/fake-cloud.ts";

listen();

type Props = Record<string, unknown>;

/** Lets other requests in between, so that a mix-up would show. */
async function seen(props: Props): Promise<{ wire: object; tag: unknown }> {
  const { tag = "", pauseMs = 0 } = props;
  await pause(Number(pauseMs));
  return { wire: structuredClone(wire()), tag };
}

/** Answers each request with what the wire tells of it. */
export function echo() {
  return {
    async check(_olds: Props, news: Props) {
      return { inputs: { ...news, seen: await seen(news) } };
    },
    async diff(_id: string, _olds: Props, news: Props) {
      const { wire, tag } = await seen(news);
      return { changes: true, replaces: [JSON.stringify({ wire, tag })] };
    },
    async create(props: Props) {
      return { id: "made", outs: { seen: await seen(props) } };
    },
    async read(id: string, props: Props) {
      return { id, props: { seen: await seen(props) } };
    },
    async update(_id: string, _olds: Props, news: Props) {
      return { outs: { seen: await seen(news) } };
    },
    async delete(_id: string, props: Props) {
      throw new Error(JSON.stringify(await seen(props)));
    },
  };
}

const cloud = fakeCloud();
cloud.boxes.set("box-kept", boxOnArrival({ name: "kept" }));
const slow = boxDefinition(cloud);

/** The runtime over a cloud in which a box that was accepted takes a minute to be ready. */
export function slowBox() {
  return dynamicProvider(async () => ({
    ...slow,
    async ready({ cloud }) {
      await (cloud as { wait(ms: number): Promise<void> }).wait(60_000);
    },
  }));
}

/** The runtime over a cloud in which everything is done at once. */
export function box() {
  return dynamicProvider(async () => slow);
}
