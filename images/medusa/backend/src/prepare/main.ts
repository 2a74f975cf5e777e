import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "./connect";
import { prepareDatabase, type Template } from "./prepareDatabase";
import { readPrepareSettings } from "./settings";

/** Beside the compiled program: `<app>/template`, two folders up from `<app>/src/prepare`. */
const TEMPLATE_FOLDER = join(__dirname, "../../template");

async function readTemplate(): Promise<Template> {
  const [sql, migrations] = await Promise.all(
    ["template.sql", "migrations.txt"].map((file) => readFile(join(TEMPLATE_FOLDER, file), "utf8")),
  );
  return { sql: sql ?? "", migrations: (migrations ?? "").split("\n").filter(Boolean) };
}

async function main(): Promise<void> {
  const started = performance.now();
  const settings = readPrepareSettings(process.env);
  const client = await connect(settings);
  const connected = performance.now();
  try {
    const outcome = await prepareDatabase(client, settings, readTemplate);
    const seconds = (from: number) => Number(((performance.now() - from) / 1000).toFixed(3));
    console.log(
      JSON.stringify({
        message: "prepared",
        outcome,
        waitSeconds: Number(((connected - started) / 1000).toFixed(3)),
        seconds: seconds(connected),
      }),
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
