import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { Database } from "./database.ts";
import { readProvisioningTimes } from "./provisioningTimes.ts";

let folder: string;
let postgres: TestPostgres;
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-times-"));
  await chmod(folder, 0o755);
  postgres = await startPostgres(join(folder, "db"));
  database = new Database(postgres.url, { info: () => undefined, warn: () => undefined });
});
afterAll(async () => {
  await database?.close();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

const at = (time: string) => new Date(`2026-03-${time}Z`);

test("provisioning times are summed up by engine and by day, and those before are left out", async () => {
  const rows: [string, string, Date, number][] = [
    ["old", "medusa", at("01T10:00:00"), 500],
    ["acme", "medusa", at("02T10:00:00"), 10],
    ["bakery", "medusa", at("02T11:00:00"), 20],
    ["cakes", "woocommerce", at("03T00:30:00"), 40],
  ];
  for (const [store, engine, readyAt, seconds] of rows)
    database.recordProvisioning({ store, engine, chartVersion: "1.0.0", readyAt, seconds });
  await vi.waitFor(async () => {
    const { engines, days, latest } = await readProvisioningTimes(database, at("02T00:00:00"));
    expect(engines).toMatchObject([
      { engine: "medusa", count: 2, p50: 15 },
      { engine: "woocommerce", count: 1, p50: 40, p99: 40 },
    ]);
    expect(days.map(({ day, count }) => [day, count])).toEqual([
      ["2026-03-02", 2],
      ["2026-03-03", 1],
    ]);
    expect(latest.map(({ store }) => store)).toEqual(["cakes", "bakery", "acme"]);
  });
});
