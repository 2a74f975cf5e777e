/** The API over a real Git server and a real PostgreSQL; no cluster is there, as in the first minutes of a platform. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";
import * as shapes from "./schemas.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({ GIT_POLL_SECONDS: "1" });
});
afterAll(() => platform?.close());

const medusa = (name: string, more: object = {}) => ({ name, engine: "medusa", ...more });
const as = (id: string, role: string) => ({ "x-user-id": id, "x-user-role": role });
const problem = z.object({ type: z.string(), errors: z.array(z.object({ pointer: z.string() })).default([]) });

test("a created store is committed, Pending, and told where it is", async () => {
  const answer = await platform.call("POST", "/stores", medusa("acme", { displayName: "Acme", reason: "a test" }));
  expect(answer.status).toBe(201);
  expect(answer.headers.get("location")).toBe("/api/stores/acme");
  const { store, commit } = shapes.changeResult.parse(answer.body);
  expect(commit).toMatchObject({ subject: "create store acme (medusa 1.0.0)", verified: true, operation: "create" });
  expect(store).toMatchObject({
    displayName: "Acme",
    owner: "dev@localhost",
    status: { phase: "Pending", desiredRevision: commit.id },
    links: { shop: "http://acme.localhost:7480/", admin: "http://acme.localhost:7480/app" },
  });
  const found = await platform.call("GET", "/stores/acme");
  expect(found.headers.get("etag")).toBe(answer.headers.get("etag"));
  const message = await platform.git("log", "-1", "--format=%B");
  expect(message).toContain("Storeplane-Actor: dev@localhost");
  expect(message).toContain("Storeplane-Reason: a test");
});

test.each([
  ["the name is taken", medusa("acme"), 409, "/problems/name-taken", undefined],
  ["a bad name", medusa("Not A Name"), 422, "/problems/invalid-request", "/name"],
  ["an unknown engine", { name: "x1", engine: "nope" }, 422, "/problems/invalid-store", "/engine"],
  [
    "an unknown chart version",
    medusa("x1", { chartVersion: "9.9.9" }),
    422,
    "/problems/invalid-store",
    "/chartVersion",
  ],
  [
    "values against the schema",
    medusa("x1", { values: { resources: { plan: "huge" } } }),
    422,
    "/problems/invalid-store",
    "/values/resources/plan",
  ],
  [
    "the platform's own key smuggled in as a value",
    medusa("x1", { values: { store: { owner: "eve" } } }),
    422,
    "/problems/invalid-store",
    "/values/store",
  ],
  ["a key that isn't known", medusa("x1", { colour: "red" }), 422, "/problems/invalid-request", ""],
  ["malformed JSON", "{", 400, "/problems/malformed-json", undefined],
  ["too large a body", medusa("x1", { reason: "x".repeat(300_000) }), 413, "/problems/too-large", undefined],
])("%s is refused and commits nothing", async (_what, body, status, type, pointer) => {
  const before = shapes.platform.parse((await platform.call("GET", "/platform")).body).git.revision;
  const answer = await platform.call("POST", "/stores", body);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  const parsed = problem.parse(answer.body);
  expect(parsed.type).toBe(type);
  if (pointer !== undefined) expect(parsed.errors.map((error) => error.pointer)).toContain(pointer);
  expect(shapes.platform.parse((await platform.call("GET", "/platform")).body).git.revision).toBe(before);
});

test("another media type, an unknown address and a bad header are told apart", async () => {
  const text = await platform.call("POST", "/stores", "{}", { "content-type": "text/plain" });
  expect(text.status).toBe(415);
  expect((await platform.call("GET", "/nowhere")).status).toBe(404);
  const key = await platform.call("POST", "/stores", medusa("x1"), { "idempotency-key": "no spaces allowed" });
  expect(key.status).toBe(400);
});

test("a retry with the same Idempotency-Key is one commit; with another body it is refused", async () => {
  const key = { "idempotency-key": "key-1" };
  const first = await platform.call("POST", "/stores", medusa("retried"), key);
  const second = await platform.call("POST", "/stores", medusa("retried"), key);
  expect([first.status, second.status]).toEqual([201, 201]);
  const ids = [first, second].map((answer) => shapes.changeResult.parse(answer.body).commit.id);
  expect(ids[0]).toBe(ids[1]);
  const other = await platform.call("POST", "/stores", medusa("retried2"), key);
  expect(other.status).toBe(422);
  expect(problem.parse(other.body).type).toBe("/problems/idempotency-key-reused");
  await platform.restart();
  const third = await platform.call("POST", "/stores", medusa("retried"), key);
  expect(shapes.changeResult.parse(third.body).commit.id).toBe(ids[0]);
});

test("an update needs the version it was based on, and keeps what people wrote", async () => {
  const found = await platform.call("GET", "/stores/acme");
  const etag = found.headers.get("etag") ?? "";
  const change = { values: { storefront: { tagline: "Hello" } } };
  expect((await platform.call("PATCH", "/stores/acme", change)).status).toBe(428);
  const updated = await platform.call("PATCH", "/stores/acme", change, { "if-match": etag });
  expect(updated.status).toBe(200);
  expect(shapes.changeResult.parse(updated.body).store?.values).toEqual({ storefront: { tagline: "Hello" } });
  expect((await platform.call("PATCH", "/stores/acme", { suspended: true }, { "if-match": etag })).status).toBe(412);
  const bad = await platform.call(
    "PATCH",
    "/stores/acme",
    { values: { storefront: { currency: "yen" } } },
    { "if-match": "*" },
  );
  expect(problem.parse(bad.body).errors[0]?.pointer).toBe("/values/storefront/currency");
  expect((await platform.call("PATCH", "/stores/nosuch", change, { "if-match": "*" })).status).toBe(404);
});

test("a store is told anew to whoever has its ETag, since its status changes without its file", async () => {
  await platform.call("POST", "/stores", { name: "live-news", engine: "medusa" });
  const found = await platform.call("GET", "/stores/live-news");
  const etag = found.headers.get("etag") ?? "";
  const again = await platform.call("GET", "/stores/live-news", undefined, { "if-none-match": etag });
  expect(again.status).toBe(200);
  expect(again.headers.get("cache-control")).toBe("no-store");
});

test("history shows who changed what, and any change can be undone", async () => {
  const { items } = shapes.commitList.parse((await platform.call("GET", "/stores/acme/history")).body);
  expect(items.map(({ subject }) => subject)).toEqual([
    "update store acme (storefront)",
    "create store acme (medusa 1.0.0)",
  ]);
  const commit = items[0]?.id ?? "";
  const diff = shapes.commitDiff.parse((await platform.call("GET", `/stores/acme/history/${commit}`)).body);
  expect(diff.files[0]?.patch).toContain("+  tagline: Hello");
  const undone = await platform.call("POST", "/stores/acme/revert", { commit });
  expect(undone.status).toBe(200);
  expect(shapes.changeResult.parse(undone.body).store?.values).toEqual({});
  const page = shapes.commitList.parse((await platform.call("GET", "/stores/acme/history?limit=1")).body);
  const next = shapes.commitList.parse(
    (await platform.call("GET", `/stores/acme/history?cursor=${page.nextCursor}`)).body,
  );
  expect(next.items).toHaveLength(2);
  const unknown = await platform.call("POST", "/stores/acme/revert", { commit: "0".repeat(40) });
  expect(unknown.status).toBe(404);
});

test("owners see and change their own stores only; viewers change nothing", async () => {
  const alice = as("alice@example.com", "owner");
  await platform.call("POST", "/stores", medusa("alices"), alice);
  const list = shapes.storeList.parse((await platform.call("GET", "/stores", undefined, alice)).body);
  expect(list.items.map(({ name }) => name)).toEqual(["alices"]);
  expect((await platform.call("GET", "/stores/acme", undefined, alice)).status).toBe(404);
  expect((await platform.call("GET", "/stores/acme/history", undefined, alice)).status).toBe(404);
  expect((await platform.call("DELETE", "/stores/acme?confirm=acme", undefined, alice)).status).toBe(404);
  expect((await platform.call("GET", "/changes", undefined, alice)).status).toBe(403);
  const viewer = as("eve@example.com", "viewer");
  expect((await platform.call("GET", "/stores/alices", undefined, viewer)).status).toBe(200);
  expect((await platform.call("POST", "/stores", medusa("eves"), viewer)).status).toBe(403);
  expect((await platform.call("GET", "/stores/alices/credentials", undefined, viewer)).status).toBe(403);
  expect((await platform.call("GET", "/stores", undefined, as("a\tb", "owner"))).status).toBe(401);
});

test("a deletion wants the name typed; its history stays", async () => {
  await platform.call("POST", "/stores", medusa("doomed"));
  expect((await platform.call("DELETE", "/stores/doomed")).status).toBe(400);
  expect((await platform.call("DELETE", "/stores/doomed?confirm=doomed")).status).toBe(202);
  expect((await platform.call("GET", "/stores/doomed")).status).toBe(404);
  const { items } = shapes.commitList.parse((await platform.call("GET", "/stores/doomed/history")).body);
  expect(items).toHaveLength(2);
  expect((await platform.call("DELETE", "/stores/doomed?confirm=doomed")).status).toBe(404);
  const undone = await platform.call("POST", "/stores/doomed/revert", { commit: items[0]?.id });
  expect(undone.status).toBe(200);
  expect((await platform.call("GET", "/stores/doomed")).status).toBe(200);
});

test("while the Git server is down a change is a 503 and the next one after it works", async () => {
  await platform.stopGit();
  const refused = await platform.call("POST", "/stores", medusa("later"));
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toBe("2");
  expect((await platform.call("GET", "/stores")).status).toBe(200);
  await platform.startGit();
  expect((await platform.call("POST", "/stores", medusa("later"))).status).toBe(201);
});

test("while PostgreSQL is down stores are listed and created, and the audit log is caught up afterwards", async () => {
  await platform.postgres.stop();
  expect((await platform.call("POST", "/stores", medusa("unaudited"))).status).toBe(201);
  expect((await platform.call("GET", "/stores")).status).toBe(200);
  const health = shapes.health.parse((await platform.call("GET", "/health")).body);
  expect(health.checks.find(({ name }) => name === "postgres")?.ok).toBe(false);
  expect((await platform.call("GET", "/health/ready")).status).toBe(200);
  await platform.postgres.start();
  const { Client } = await import("pg");
  await vi.waitFor(
    async () => {
      const client = new Client({ connectionString: platform.postgres.url });
      await client.connect();
      const { rows } = await client.query("select actor, outcome, status from audit_log where store = 'unaudited'");
      await client.end();
      expect(rows).toEqual([{ actor: "dev@localhost", outcome: "ok", status: 201 }]);
    },
    { timeout: 30_000, interval: 200 },
  );
});

test("attempts that failed are in the audit log, too", async () => {
  const { Client } = await import("pg");
  await vi.waitFor(
    async () => {
      const client = new Client({ connectionString: platform.postgres.url });
      await client.connect();
      const { rows } = await client.query("select outcome from audit_log where store = 'acme' and status = 409");
      await client.end();
      expect(rows).toEqual([{ outcome: "name-taken" }]);
    },
    { timeout: 30_000, interval: 200 },
  );
});

test("the event stream greets, says ready, and tells of changes and removals with ids", async () => {
  const ended = new AbortController();
  const response = await fetch(`${platform.url}/api/stream`, { signal: ended.signal });
  let text = "";
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined);
  await vi.waitFor(() => expect(text).toContain("event: ready"));
  expect(text).toMatch(/event: platform\ndata: .*"user"/);
  await platform.call("POST", "/stores", medusa("streamed"));
  await vi.waitFor(() => expect(text).toMatch(/event: store\nid: \S+\ndata: {"name":"streamed"/));
  const lastId = /id: (\S+)\n/.exec(text.slice(text.lastIndexOf("event: ready")))?.[1] ?? "";
  await platform.call("DELETE", "/stores/streamed?confirm=streamed");
  await vi.waitFor(() => expect(text).toMatch(/event: store-removed\nid: \S+\ndata: {"name":"streamed"}/));
  ended.abort();
  await reading;
  const again = await fetch(`${platform.url}/api/stream`, { headers: { "last-event-id": lastId } });
  const reader = again.body?.getReader();
  let replay = "";
  while (reader && !replay.includes("event: ready")) replay += new TextDecoder().decode((await reader.read()).value);
  await reader?.cancel();
  expect(replay).toContain('"streamed"');
  expect(replay).toContain('{"replayed":true}');
});

test("a page of another site can't change anything, and a rebound name gets no answer", async () => {
  const cross = await platform.call("POST", "/changes/x/revert", undefined, { "sec-fetch-site": "cross-site" });
  expect(cross.status).toBe(403);
  const { request } = await import("node:http");
  const status = await new Promise((resolve) => {
    request(`${platform.url}/api/stores`, { headers: { host: "evil.example.com" } }, (answer) =>
      resolve(answer.statusCode),
    ).end();
  });
  expect(status).toBe(403);
});

test("metrics tell of stores, commits and requests", async () => {
  const { body } = await platform.call("GET", "/metrics");
  expect(body.text).toContain('storeplane_stores{engine="medusa",phase="Pending"}');
  expect(body.text).toContain('storeplane_commit_seconds_count{operation="create",outcome="ok"}');
  expect(body.text).toContain('route="/stores/{name}"');
  expect(body.text).toContain("storeplane_watch_connected 0");
});
