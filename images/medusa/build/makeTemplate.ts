// makeTemplate.ts <folder>: migrates and seeds an empty database and writes it down as SQL, before any user exists in it.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { POSTGRES_BIN, temporaryPostgres } from "./temporaryServers.ts";

const folder = process.argv[2];
if (!folder) throw new Error("Usage: makeTemplate.ts <folder>");
const app = "/srv/store";
// Beside the app's own file, not imported: this program runs outside of the app's package.
const { portableSql } = await import(join(app, "src/prepare/templateSql.ts"));

const postgres = await temporaryPostgres();
try {
  const DATABASE_URL = postgres.database("store");
  const medusa = (...args: string[]) => {
    const started = performance.now();
    execFileSync(process.execPath, [join(app, "node_modules/@medusajs/cli/cli.js"), ...args], {
      cwd: app,
      env: { ...process.env, DATABASE_URL, JWT_SECRET: "build", COOKIE_SECRET: "build" },
      stdio: ["ignore", "ignore", "inherit"],
      timeout: 600_000,
    });
    console.log(`medusa ${args[0]}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  };
  medusa("db:migrate");
  medusa("exec", "./src/scripts/seed.ts");
  const read = (command: string, args: string[]) =>
    execFileSync(`${POSTGRES_BIN}/${command}`, args, {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      timeout: 60_000,
    });
  const dump = read("pg_dump", ["--no-owner", "--no-privileges", "--rows-per-insert=500", DATABASE_URL]);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "template.sql"), portableSql(dump));
  writeFileSync(
    join(folder, "migrations.txt"),
    read("psql", ["-At", "-c", "select name from mikro_orm_migrations order by id", DATABASE_URL]),
  );
} finally {
  await postgres.stop();
}
