import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { connect } from "./connect";
import { LOCK, missingMigrations } from "./prepareDatabase";
import { readTemplate } from "./readTemplate";
import type { PrepareSettings } from "./settings";

const run = promisify(execFile);

/** Medusa's own command line, one process after the other: two at once don't fit into a small store's memory. */
const STEPS = [["db:migrate", "--skip-scripts", "--execute-safe-links"], ["db:migrate:scripts"]];
const STEP_LIMIT_MS = 10 * 60_000;

/**
 * Brings a database that an older image made up to this one, while the pods of the former version still serve from it. Pods that
 * start at the same time wait for each other, and all but the first find nothing left to do.
 * @param app folder of the compiled program
 * @throws Error with the end of what Medusa said when a migration fails; it has then been rolled back, those before it have not
 */
export async function migrateStore(app: string, settings: PrepareSettings): Promise<void> {
  const client = await connect(settings);
  try {
    await client.query("set lock_timeout = '10min'");
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    const missing = await missingMigrations(client, await readTemplate());
    if (missing.length === 0) return;
    console.log(JSON.stringify({ message: "migrating", missing: missing.length }));
    const started = performance.now();
    for (const step of STEPS) await medusa(app, step);
    const left = await missingMigrations(client, await readTemplate());
    if (left.length > 0) throw new Error(failed(`${left.join(", ")} did not run`));
    const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
    console.log(JSON.stringify({ message: "migrated", migrations: missing.length, seconds }));
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function medusa(app: string, args: readonly string[]): Promise<void> {
  const command = [`${app}/node_modules/@medusajs/cli/cli.js`, ...args];
  try {
    const { stdout } = await run(process.execPath, command, { cwd: app, timeout: STEP_LIMIT_MS, maxBuffer: 2 ** 26 });
    process.stdout.write(stdout);
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    throw new Error(failed(`medusa ${args[0]} ended with an error, see above`), { cause: error });
  }
}

const failed = (why: string): string =>
  `The database could not be migrated: ${why}. The former version goes on serving; undo the upgrade, or mend the cause and let this pod try again.`;
