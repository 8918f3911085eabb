import type { GaussDb } from "../gaussdb.ts";
import { requireSuccess } from "../outcome.ts";

/** Sets the password of a user of a StarRocks instance (4.15.23). */
export async function setPassword(
  cloud: GaussDb,
  { starRocksId, name, password }: { starRocksId: string; name: string; password: string },
): Promise<void> {
  const body = { user_name: name, password };
  const answer = await cloud.change("updateStarRocksDatabaseUserPassword", { instance_id: starRocksId, body });
  requireSuccess("updateStarRocksDatabaseUserPassword", answer);
}
