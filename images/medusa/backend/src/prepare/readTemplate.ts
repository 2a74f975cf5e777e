import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Template } from "./prepareDatabase";

/** Beside the compiled program: `<app>/template`, two folders up from `<app>/src/prepare`. */
const TEMPLATE_FOLDER = join(__dirname, "../../template");

/** Reads the database that was made with the image. */
export async function readTemplate(): Promise<Template> {
  const [sql, migrations] = await Promise.all(
    ["template.sql", "migrations.txt"].map((file) => readFile(join(TEMPLATE_FOLDER, file), "utf8")),
  );
  return { sql: sql ?? "", migrations: (migrations ?? "").split("\n").filter(Boolean) };
}
