import { htapUsers } from "../htap/users.ts";
import { text } from "../query.ts";
import type { Handlers, World } from "../world.ts";

/** 4.15.20 to 4.15.24. */
export function starRocksUserHandlers(world: World): Handlers {
  const users = htapUsers(world, "star-rocks");
  return {
    listStarRocksDatabaseUsers: users.list,
    createStarRocksDatabaseUser: users.create,
    deleteStarRocksDatabaseUser: (call) => users.remove(call, text(call.query.user_name) ?? ""),
    updateStarRocksDatabaseUserPassword: users.setPassword,
    updateStarRocksDatabaseUserPermission: users.setPermission,
  };
}
