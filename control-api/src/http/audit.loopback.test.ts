/** The audit log over the API, on a real PostgreSQL. */
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { z } from "zod";
import { type AuditFilter, findAttempts } from "../db/auditLog.ts";
import { Database } from "../db/database.ts";
import { locks } from "../db/exclusively.ts";
import { Housekeeping } from "../db/housekeeping.ts";
import { startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";
import * as shapes from "./schemas.ts";

/** A busy machine may take long. */
const patiently = { timeout: 20_000, interval: 100 };

type Attempt = z.output<typeof shapes.attempt>;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({ LIMIT_STORES_PER_OWNER: "2" });
});
afterAll(() => platform?.close());

const as = (id: string, role = "owner") => ({ "x-user-id": id, "x-user-role": role });
const admin = {};
const medusa = (name: string) => ({ name, engine: "medusa" });

async function audit(query: string, who: Record<string, string> = admin): Promise<Attempt[]> {
  const answer = await platform.call("GET", `/audit?${query}`, undefined, who);
  expect(answer.status).toBe(200);
  return shapes.attemptList.parse(answer.body).items;
}

async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: platform.postgres.url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test("every attempt is there, with who, from where, how it ended, and its commit", async () => {
  const alice = as("alice@example.com");
  const created = await platform.call("POST", "/stores", medusa("audited"), {
    ...alice,
    "x-request-id": "a-request-of-mine",
    "x-forwarded-for": "203.0.113.66",
  });
  const { commit } = shapes.changeResult.parse(created.body);
  const call = platform.call;
  await call("POST", "/stores", medusa("audited"), alice);
  await call("POST", "/stores", { ...medusa("audited-2"), colour: "red" }, alice);
  await call("POST", "/stores", "{", alice);
  await call("POST", "/stores", { ...medusa("audited-3"), reason: "x".repeat(300_000) }, alice);
  await call("POST", "/stores", "{}", { ...alice, "content-type": "text/plain" });
  await call("POST", "/stores", medusa("audited-4"), alice);
  await call("POST", "/stores", medusa("audited-5"), alice);
  await call("POST", "/stores", medusa("audited-6"), as("eve@example.com", "viewer"));
  await call("POST", "/stores", medusa("audited-7"), as("who is\tthis"));
  await call("DELETE", "/stores/audited?confirm=audited", undefined, as("mallory@example.com"));
  await call("GET", "/stores/audited/credentials", undefined, alice);
  await call("PATCH", "/stores/audited", { suspended: true }, alice);

  await vi.waitFor(async () => {
    const ended = (await audit("actor=alice@example.com")).map(({ action, status, outcome }) => [
      action,
      status,
      outcome,
    ]);
    expect(ended).toEqual([
      ["store.update", 428, "precondition-required"],
      ["store.credentials", 503, "cluster-unavailable"],
      ["store.create", 429, "stores-per-owner-reached"],
      ["store.create", 201, "ok"],
      ["store.create", 415, "unsupported-media-type"],
      ["store.create", 413, "too-large"],
      ["store.create", 400, "malformed-json"],
      ["store.create", 422, "invalid-request"],
      ["store.create", 409, "name-taken"],
      ["store.create", 201, "ok"],
    ]);
    expect(await audit("actor=eve@example.com")).toMatchObject([{ status: 403, outcome: "forbidden" }]);
    expect(await audit("actor=unknown")).toMatchObject([{ status: 401, outcome: "unauthenticated", via: "none" }]);
    expect(await audit("actor=mallory@example.com")).toMatchObject([{ status: 404, store: "audited" }]);
  }, patiently);
  const [first] = (await audit("store=audited&action=store.create&outcome=ok")).slice(-1);
  expect(first).toMatchObject({
    actor: "alice@example.com",
    via: "dev",
    // No proxy is trusted here, so what the header says of the address is nothing.
    ip: "127.0.0.1",
    store: "audited",
    requestId: "a-request-of-mine",
    commit: commit.id,
  });
});

test("owners see what they did and what was done to their stores, and nothing of others'", async () => {
  const bob = as("bob@example.com");
  await platform.call("POST", "/stores", medusa("bobs"), bob);
  await platform.call("DELETE", "/stores/bobs?confirm=bobs", undefined, as("alice@example.com"));
  await platform.call("PATCH", "/stores/bobs", { suspended: true }, { "if-match": "*" });
  await platform.call("DELETE", "/stores/bobs?confirm=bobs", undefined, admin);
  await vi.waitFor(async () => {
    const seen = await audit("", bob);
    expect(seen.map(({ actor, action, status }) => [actor, action, status])).toEqual([
      ["dev@localhost", "store.delete", 202],
      ["dev@localhost", "store.update", 200],
      ["alice@example.com", "store.delete", 404],
      ["bob@example.com", "store.create", 201],
    ]);
    // From where others call isn't an owner's business.
    expect(seen.map(({ ip }) => ip)).toEqual([undefined, undefined, undefined, "127.0.0.1"]);
  }, patiently);
  // Whoever takes the name later doesn't get its past with it.
  const carol = as("carol@example.com");
  expect((await platform.call("POST", "/stores", medusa("bobs"), carol)).status).toBe(201);
  await vi.waitFor(async () => {
    expect(await audit("store=bobs", carol)).toMatchObject([{ actor: "carol@example.com", status: 201 }]);
  }, patiently);
  expect(await audit("actor=bob@example.com", carol)).toEqual([]);
  expect((await platform.call("GET", "/audit", undefined, as("eve@example.com", "viewer"))).status).toBe(403);
});

test("pages join without a gap or a double, whatever comes in meanwhile", async () => {
  const who = as("pager@example.com");
  for (let i = 0; i < 7; i += 1) await platform.call("DELETE", `/stores/paged-${i}`, undefined, who);
  await vi.waitFor(async () => expect(await audit("actor=pager@example.com")).toHaveLength(7), patiently);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const query = `actor=pager@example.com&limit=3${cursor === undefined ? "" : `&cursor=${cursor}`}`;
    const page = shapes.attemptList.parse((await platform.call("GET", `/audit?${query}`)).body);
    seen.push(...page.items.map(({ store }) => store ?? ""));
    cursor = page.nextCursor;
    await platform.call("DELETE", "/stores/paged-later", undefined, who);
  } while (cursor !== undefined);
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `paged-${i}`));
});

test("since is inclusive, until is not", async () => {
  const [entry] = await audit("actor=pager@example.com&store=paged-3");
  const at = encodeURIComponent(entry?.at ?? "");
  const later = encodeURIComponent(new Date(Date.parse(entry?.at ?? "") + 1).toISOString());
  expect(await audit(`store=paged-3&since=${at}&until=${later}`)).toHaveLength(1);
  expect(await audit(`store=paged-3&until=${at}`)).toHaveLength(0);
});

test.each([
  "cursor=none",
  "since=yesterday",
  "limit=1000",
  "store=%00",
  `cursor=${btoa('["2020-01-01T00:00:00Z","x"]')}`,
])("?%s can't be used", async (query) => {
  expect((await platform.call("GET", `/audit?${query}`)).status).toBe(400);
});

test("what no database takes keeps nothing else from the log", async () => {
  await platform.call("DELETE", "/stores/nul%00nul?confirm=x", undefined, as("odd@example.com"));
  await platform.call("POST", "/stores", { ...medusa("a\u0000b") }, as("odd@example.com"));
  await platform.call("DELETE", "/stores/after-it?confirm=x", undefined, as("odd@example.com"));
  await vi.waitFor(async () => {
    const stores = (await audit("actor=odd@example.com")).map(({ store }) => store);
    expect(stores).toEqual(["after-it", "a\u{fffd}b", "nul\u{fffd}nul"]);
  }, patiently);
  const lines: unknown[] = [];
  const log = { info: () => undefined, warn: (...line: unknown[]) => void lines.push(line) };
  const database = new Database(platform.postgres.url, log);
  const row = { at: new Date(), via: "dev", ip: "", action: "x", outcome: "ok", status: 200, requestId: "r" };
  for (const actor of ["good-1", "bad\u0000", "good-2"]) database.recordAttempt({ ...row, actor });
  await vi.waitFor(async () => expect(await audit("action=x")).toHaveLength(2), patiently);
  expect(database.dropped).toBe(1);
  await database.close();
});

test("each filter has an index to go by", async () => {
  await withClient(async (client) => {
    await client.query(
      `insert into audit_log (at, actor, via, ip, action, store, store_owner, outcome, status, request_id)
       select now() - i * interval '1 minute', 'user-' || i % 500, 'dev', '', 'action-' || i % 50, 'store-' || i % 900,
              'owner-' || i % 400, 'outcome-' || i % 30, 200, 'r' from generate_series(1, 60000) i`,
    );
    await client.query("analyze audit_log");
    const some = new Date(Date.now() - 3_600_000);
    const filters: Omit<AuditFilter, "limit">[] = [
      {},
      { store: "store-7" },
      { actor: "user-7" },
      { action: "action-7" },
      { outcome: "outcome-7" },
      { since: some },
      { until: some },
      { concerning: "owner-7" },
      { concerning: "owner-7", store: "store-7" },
      { actor: "user-7", after: { at: some, id: "5" } },
    ];
    for (const filter of filters) {
      let plan = "";
      await findAttempts(
        {
          // Asks how it would be done instead of doing it.
          query: async (text: string, values: unknown[]) => {
            const found = await client.query<{ "QUERY PLAN": string }>(`explain ${text}`, values);
            plan = found.rows.map((line) => line["QUERY PLAN"]).join("\n");
            return { rows: [] };
          },
        },
        { ...filter, limit: 50 },
      );
      expect([filter, plan]).toEqual([filter, expect.stringContaining("Index")]);
      expect([filter, plan]).toEqual([filter, expect.not.stringContaining("Seq Scan")]);
    }
  });
});

test("what is too old leaves the log, by one replica at a time", async () => {
  const log = { info: () => undefined, warn: () => undefined };
  const database = new Database(platform.postgres.url, log);
  const housekeeping = new Housekeeping({ database, auditDays: 30, log });
  const old = () =>
    withClient(async (client) => {
      const { rows } = await client.query<{ count: string }>(
        "select count(*) from audit_log where at < now() - interval '30 days'",
      );
      return Number(rows[0]?.count);
    });
  const before = await old();
  expect(before).toBeGreaterThan(10_000);
  await withClient(async (client) => {
    await client.query("select pg_advisory_lock($1)", [locks.housekeeping]);
    expect(await housekeeping.clean()).toBeUndefined();
  });
  expect(await old()).toBe(before);
  expect(await housekeeping.clean()).toBeGreaterThanOrEqual(before);
  expect(await old()).toBe(0);
  expect(await audit("actor=alice@example.com")).not.toEqual([]);
  await database.close();
});

test("while PostgreSQL is down the log can't be read, and says so", async () => {
  await platform.postgres.stop();
  try {
    const answer = await platform.call("GET", "/audit");
    expect([answer.status, answer.body.type]).toEqual([503, "/problems/database-unavailable"]);
    expect(answer.headers.get("retry-after")).toBe("5");
  } finally {
    await platform.postgres.start();
  }
});
