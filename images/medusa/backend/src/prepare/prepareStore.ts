import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "./connect";
import { prepareDatabase, type Template } from "./prepareDatabase";
import type { PrepareSettings } from "./settings";

/** Beside the compiled program: `<app>/template`, two folders up from `<app>/src/prepare`. */
const TEMPLATE_FOLDER = join(__dirname, "../../template");

async function readTemplate(): Promise<Template> {
  const [sql, migrations] = await Promise.all(
    ["template.sql", "migrations.txt"].map((file) => readFile(join(TEMPLATE_FOLDER, file), "utf8")),
  );
  return { sql: sql ?? "", migrations: (migrations ?? "").split("\n").filter(Boolean) };
}

/**
 * Waits for the database, fills an empty one from the image's template and personalises it once; logs how long that took.
 * @throws Error when the database can't be reached in time, refuses, or can't be filled
 */
export async function prepareStore(settings: PrepareSettings): Promise<void> {
  const started = performance.now();
  const client = await connect(settings);
  const connected = performance.now();
  const secondsSince = (from: number) => Number(((performance.now() - from) / 1000).toFixed(3));
  try {
    const waitSeconds = secondsSince(started);
    const outcome = await prepareDatabase(client, settings, readTemplate);
    console.log(JSON.stringify({ message: "prepared", outcome, waitSeconds, seconds: secondsSince(connected) }));
  } finally {
    await client.end().catch(() => undefined);
  }
}
