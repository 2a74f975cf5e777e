/** The schema, with several replicas on a real PostgreSQL. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { Database } from "./database.ts";
import { migrate, migrations } from "./migrations.ts";

let folder: string;
let postgres: TestPostgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-migrations-"));
  await chmod(folder, 0o755);
  postgres = await startPostgres(join(folder, "db"));
});
afterAll(async () => {
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const replica = `
  import { Pool } from "pg";
  import { migrate } from ${JSON.stringify(resolve(import.meta.dirname, "migrations.ts"))};
  const pool = new Pool({ connectionString: process.env.DATABASE_URL });
  await migrate(pool);
  await pool.end();
`;

test("replicas that start at once on an empty database apply each migration once", async () => {
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", replica], {
      cwd: import.meta.dirname,
      env: { ...process.env, DATABASE_URL: postgres.url },
      stdio: ["ignore", "ignore", "inherit"],
    }),
  );
  const codes = await Promise.all(children.map(async (child) => (await once(child, "exit"))[0]));
  expect(codes).toEqual([0, 0, 0, 0]);
  const applied = await query("select name from migrations order by at, name");
  expect(applied.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name));
});

test("a replica that is older than the schema starts and goes on writing", async () => {
  await query(`
    insert into migrations (name) values ('9999 of a later release');
    alter table audit_log add column later_column text;
    create table later_table (id bigint);
  `);
  const database = new Database(postgres.url, { info: () => undefined, warn: () => undefined });
  database.recordAttempt({
    at: new Date(),
    actor: "alice@example.com",
    via: "dev",
    ip: "127.0.0.1",
    action: "store.create",
    store: "old-replica",
    outcome: "ok",
    status: 201,
    requestId: "r",
  });
  await vi.waitFor(async () =>
    expect(await query("select status from audit_log where store = 'old-replica'")).toEqual([{ status: 201 }]),
  );
  expect(await database.claimRollout("c".repeat(40), "old-replica")).toBe(true);
  expect(await database.claimRollout("c".repeat(40), "old-replica")).toBe(false);
  await database.close();
});

test("a migration that fails leaves nothing behind, and the lock is free again", async () => {
  const pool = new Pool({ connectionString: postgres.url });
  await query(
    "drop table rollouts; delete from migrations where name like '%rollouts%'; create table rollouts (odd int)",
  );
  await expect(migrate(pool)).rejects.toThrow(/already exists/);
  await query("drop table rollouts");
  await migrate(pool);
  expect(await query("select name from migrations where name like '%rollouts%'")).toHaveLength(1);
  await pool.end();
});

test.each(migrations.map(({ name, sql }) => [name, sql]))(
  "%s only adds, so that older replicas go on",
  (_name, sql) => {
    expect(sql).not.toMatch(
      /\bdrop\s+(table|column|schema|constraint)|\brename\b|\balter\s+column\b|\btruncate\b|\bset\s+not\s+null\b/i,
    );
    // A column that older replicas don't fill needs a default, or may be empty.
    for (const [column] of sql.matchAll(/add column[^,;]*/gi))
      if (/not null/i.test(column)) expect(column).toMatch(/default/i);
  },
);
