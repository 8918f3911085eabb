import type { Answer, Call } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { checkPassword } from "../databases/users.ts";
import { page, text } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { World } from "../world.ts";
import { htapInstanceOf, htapUsersOf, missingForUsers } from "./lookup.ts";
import type { HtapEngine, HtapInstance, HtapUser } from "./store.ts";

/** What a request says of an account. */
interface UserBody {
  user_name: string;
  password: string;
  databases: string[];
  dml?: number;
  ddl?: number;
}

/** The account that each instance has from the beginning; only its password changes. */
const root = { name: "root", databases: ["*"], dml: 2, ddl: 0 };

const success: Answer = { status: 200, body: { result: "SUCCESS" } };

/** The accounts of the instances of an engine. All changes are done when they are answered. */
export function htapUsers(world: World, engine: HtapEngine) {
  const instanceOf = (call: Call) => htapInstanceOf(world, call, engine, missingForUsers);

  function list(call: Call): Answer {
    const part = text(call.query.user_name) ?? "";
    const all = [root, ...htapUsersOf(world, instanceOf(call))].filter(({ name }) => name.includes(part));
    const user_details = page(all, call.query, 10).map(({ name, databases, dml, ddl }) => {
      return { user_name: name, databases, dml, ddl };
    });
    return { status: 200, body: { user_details, total_count: all.length } };
  }

  function create(call: Call): Answer {
    const body = call.body as UserBody;
    const htap = instanceOf(call);
    const name = body.user_name;
    if (name === root.name) refuse("DBS.200828");
    if (world.store.htapUsers.has(keyOf(htap, name))) refuse("DBS.200827");
    checkPassword(body.user_name, body.password);
    requireFree(htap);
    const { databases, dml = root.dml, ddl = root.ddl } = body;
    const created = world.clock.now();
    const user: HtapUser = { instance_id: htap.id, created, name, databases, dml, ddl, password_changes: 0 };
    world.store.htapUsers.set(keyOf(htap, name), user);
    return success;
  }

  function remove(call: Call, name: string): Answer {
    const htap = instanceOf(call);
    const user = userOf(htap, name);
    requireFree(htap);
    world.store.htapUsers.delete(keyOf(htap, user.name));
    return success;
  }

  function setPassword(call: Call): Answer {
    const body = call.body as UserBody;
    const htap = instanceOf(call);
    const account = body.user_name === root.name ? htap : userOf(htap, body.user_name);
    checkPassword(body.user_name, body.password);
    requireFree(htap);
    account.password_changes += 1;
    return success;
  }

  /** What the request leaves out stays as it is; databases that are named replace the former ones. */
  function setPermission(call: Call): Answer {
    const { user_name, ...permission } = call.body as Partial<UserBody> & { user_name: string };
    const htap = instanceOf(call);
    const user = userOf(htap, user_name);
    requireFree(htap);
    Object.assign(user, permission);
    return success;
  }

  function userOf(htap: HtapInstance, name: string): HtapUser {
    if (name === root.name) refuse("DBS.05000091", "the account is built in");
    return world.store.htapUsers.get(keyOf(htap, name)) ?? refuse("DBS.200076");
  }

  return { list, create, remove, setPassword, setPermission };
}

const keyOf = (htap: HtapInstance, name: string) => `${htap.id}/${name}`;
