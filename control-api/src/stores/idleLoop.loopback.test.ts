/** Idle stores with a real source of metrics over HTTP and a real PostgreSQL; days pass by a clock of the test's own. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { Database } from "../db/database.ts";
import { exclusively, locks } from "../db/exclusively.ts";
import { applicationOf, memoryArgoCd } from "../testing/memoryArgoCd.ts";
import { memoryRepository } from "../testing/memoryRepository.ts";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { testView } from "../testing/testView.ts";
import { engineCatalogue } from "./engineCatalogue.ts";
import { IdleLoop } from "./idleLoop.ts";
import { day } from "./idleStores.ts";
import { storeBackups } from "./storeBackups.ts";
import { storePath } from "./storePath.ts";
import type { StoresView } from "./storesView.ts";

const log = pino({ level: "silent" });
const text = "store: { engine: medusa, chartVersion: 1.0.0, owner: alice@example.com }\n";
const hour = 3_600_000;
let folder: string;
let postgres: TestPostgres;
let database: Database;
let metrics: Server;
let view: StoresView | undefined;
/** What the Ingress has counted, by host; undefined: it is down. */
let counted: Map<string, number> | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-idle-"));
  await chmod(folder, 0o755);
  postgres = await startPostgres(join(folder, "db"));
  database = new Database(postgres.url, log);
  metrics = createServer((_request, response) => {
    if (!counted) return void response.writeHead(503).end();
    const lines = [...counted].map(([host, count]) => `nginx_ingress_controller_requests{host="${host}"} ${count}\n`);
    response.end(lines.join(""));
  });
  await new Promise<void>((resolve) => metrics.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  metrics.close();
  await database.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.use((connection) => connection.query("delete from traffic"));
});
afterEach(() => view?.close());

function platform(names: readonly string[]) {
  const repository = memoryRepository({
    "charts/medusa/1.0.0/Chart.yaml": "name: medusa",
    "schemas/medusa-1.0.0.json": "{}",
  });
  const argo = memoryArgoCd();
  const long = new Date(Date.now() - 400 * day);
  const revision = repository.push(Object.fromEntries(names.map((name) => [storePath(name), text])), long);
  for (const name of names) argo.set(applicationOf(name, revision));
  const catalogue = engineCatalogue(repository);
  view = testView(repository, argo, { catalogue });
  view.start();
  const address = metrics.address();
  let now = Date.now();
  const loop = new IdleLoop({
    context: {
      repository,
      argo,
      catalogue,
      view,
      backups: storeBackups({ repository, catalogue, view, reader: undefined }),
    },
    database,
    log,
    domain: "localhost",
    source: {
      url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/metrics`,
      metric: "nginx_ingress_controller_requests",
      hostLabel: "host",
      ignored: [],
    },
    rules: { suspendDays: 3, deleteDays: 0, requestsPerDay: 0 },
    now: () => now,
  });
  counted = new Map(names.map((name) => [`${name}.localhost`, 1]));
  return {
    repository,
    loop,
    /** Hour after hour, with what visitors do in each. */
    async pass(hours: number, visit: (hour: number) => void = () => undefined) {
      const done: string[] = [];
      for (let count = 1; count <= hours; count += 1) {
        now += hour;
        visit(count);
        const decisions = await loop.run().catch(() => []);
        done.push(...decisions.map(({ name, what }) => `${what} ${name}`));
      }
      return done;
    },
  };
}

const visit = (name: string) => counted?.set(`${name}.localhost`, (counted.get(`${name}.localhost`) ?? 0) + 1);

test("a store that nobody visits is suspended by a commit that says why; one that is visited isn't", async () => {
  const { repository, pass } = platform(["quiet", "busy"]);
  expect(await pass(72, (at) => at % 24 === 0 && visit("busy"))).toEqual([]);
  expect(await pass(2, () => visit("busy"))).toEqual(["suspend quiet"]);
  const [commit] = await repository.history({ limit: 1 });
  expect(commit).toMatchObject({ operation: "update", subject: "suspend store quiet", actor: "storeplane" });
  expect(repository.snapshot()?.files.get(storePath("quiet"))?.text).toContain("suspended: true");
  expect(await pass(5, () => visit("busy"))).toEqual([]);
});

test("while the source is down, or tells of other hosts only, nobody is suspended, and watching begins anew", async () => {
  const { pass } = platform(["quiet"]);
  await pass(60);
  counted = undefined;
  expect(await pass(24)).toEqual([]);
  counted = new Map([["elsewhere.example.com", 5]]);
  expect(await pass(100)).toEqual([]);
  counted = new Map([["quiet.localhost", 1]]);
  expect(await pass(60)).toEqual([]);
  expect(await pass(20)).toEqual(["suspend quiet"]);
});

test("one replica does it: the other neither waits nor acts", async () => {
  const { loop, pass } = platform(["quiet"]);
  await exclusively(database, locks.idleStores, async () => {
    expect(await loop.run()).toEqual([]);
  });
  const { rows } = await database.use((connection) => connection.query("select * from traffic"));
  expect(rows).toEqual([]);
  await pass(1);
  await loop.run();
  expect((await database.use((connection) => connection.query("select * from traffic"))).rows).toHaveLength(1);
});

test("no more than three go at a time", async () => {
  const names = ["a", "b", "c", "d", "e"];
  const { pass } = platform(names);
  await pass(72);
  expect(await pass(1)).toHaveLength(3);
  expect(await pass(1)).toHaveLength(2);
});
