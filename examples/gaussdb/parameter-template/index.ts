import { gaussdb } from "pulumi-clickhouse-gaussdb";

// What the template does not name has the engine's default, and what is taken out goes back to it. Spell names and values
// as the engine does.
const changeStream = new gaussdb.ParameterTemplate("change-stream", {
  description: "Row based binary log for the change stream",
  datastore: { version: "8.0" },
  parameterValues: { binlog_row_image: "FULL", max_connections: 2000 },
});

// A copy begins with all values of its original. Later changes of the original do not reach it.
const reports = new gaussdb.ParameterTemplate("reports", {
  copyFrom: { configurationId: changeStream.id },
  parameterValues: { max_connections: 500 },
});

export const templates = [changeStream.name, reports.name];
