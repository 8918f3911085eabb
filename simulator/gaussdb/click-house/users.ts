import { htapUsers } from "../htap/users.ts";
import type { Handlers, World } from "../world.ts";

/** 4.16.1 and 4.16.19 to 4.16.22. */
export function clickHouseUserHandlers(world: World): Handlers {
  const users = htapUsers(world, "click-house");
  return {
    listClickHouseDatabaseUsers: users.list,
    createClickHouseDatabaseUser: users.create,
    deleteClickHouseDatabaseUser: (call) => users.remove(call, call.path.user_name ?? ""),
    updateClickHouseDatabaseUserPassword: users.setPassword,
    updateClickHouseDatabaseUserPermission: users.setPermission,
  };
}
