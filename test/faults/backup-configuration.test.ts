import { expect, test } from "vitest";
import { describeLife } from "./life.ts";
import { describeFaults } from "./matrix.ts";
import { programOf } from "./subject.ts";
import { backupConfiguration } from "./subjects/backup-configuration.ts";
import { newWorld, type World } from "./world.ts";

describeLife("clickhouse:BackupConfiguration", backupConfiguration);

test("a service without the backup configuration of the program has the vendor's defaults again", async () => {
  using world = newWorld("defaults");
  const up = async (args?: typeof backupConfiguration.args) => {
    const { errors } = await world.time.pass(() => world.stack.up(programOf(backupConfiguration, args)));
    expect(errors).toEqual([]);
    return configurationIn(world);
  };
  const before = await up();

  expect(await up(backupConfiguration.args)).toMatchObject({ backupPeriodInHours: 12 });

  expect(await up()).toEqual(before);
});

await describeFaults("clickhouse:BackupConfiguration", backupConfiguration);

function configurationIn({ clouds, stack }: World): unknown {
  const services = clouds.admin.objects().clickhouse.services as { id: string; backupConfiguration: unknown }[];
  return services.find(({ id }) => id === stack.ids().analytics)?.backupConfiguration;
}
