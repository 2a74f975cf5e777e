import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { Database } from "./database.ts";
import { exclusively } from "./exclusively.ts";
import { inTurn } from "./inTurn.ts";

const lock = 99;
let folder: string;
let postgres: TestPostgres;
let replicas: Database[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-turns-"));
  await chmod(folder, 0o755);
  postgres = await startPostgres(join(folder, "db"));
  replicas = [0, 1].map(() => new Database(postgres.url, pino({ level: "silent" })));
});
afterAll(async () => {
  for (const replica of replicas) await replica.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

it("lets replicas work one after the other, and gives the work's own outcome back", async () => {
  let running = 0;
  let most = 0;
  const work = async (result: string) => {
    running += 1;
    most = Math.max(most, running);
    await sleep(20);
    running -= 1;
    if (result === "failure") throw new Error(result);
    return result;
  };
  const names = ["a", "b", "failure", "c", "d", "e"];
  const outcomes = await Promise.allSettled(
    names.flatMap((name, index) => {
      const replica = replicas[index % 2];
      return replica ? [inTurn(replica, lock, () => work(name))] : [];
    }),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(
    names.map((name) => (name === "failure" ? "rejected" : "fulfilled")),
  );
  expect(most).toBe(1);
});

it("goes on without a turn when another keeps it, once", async () => {
  const [holder, waiting] = replicas;
  if (!holder || !waiting) throw new Error("no replicas");
  let runs = 0;
  await exclusively(holder, lock, async () => {
    expect(await inTurn(waiting, lock, async () => ++runs)).toBe(1);
  });
  // The turn that comes too late is nobody's any more.
  expect(await inTurn(waiting, lock, async () => "next")).toBe("next");
  expect(runs).toBe(1);
});

it("goes on without a turn while the database is down, and takes turns again when it is back", async () => {
  const [replica] = replicas;
  if (!replica) throw new Error("no replica");
  await postgres.stop();
  expect(await inTurn(replica, lock, async () => "alone")).toBe("alone");
  await postgres.start();
  await expect.poll(async () => (await replica.ping()).ok).toBe(true);
  expect(await inTurn(replica, lock, async () => "again")).toBe("again");
});
