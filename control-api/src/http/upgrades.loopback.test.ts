/** Upgrades of many stores: a real Git server and a real PostgreSQL, Argo CD's part played by the test. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { type FakeCluster, startFakeCluster } from "../testing/fakeCluster.ts";
import { applicationObject, applicationsPath } from "../testing/fakeStoreObjects.ts";
import { releaseChart } from "../testing/releaseChart.ts";
import { startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";
import * as shapes from "./schemas.ts";

let platform: TestPlatform;
let cluster: FakeCluster;
let argo: NodeJS.Timeout;
/** Stores that Argo CD doesn't get to, and those whose sync fails. */
const held = new Set<string>();
const failing = new Map<string, string>();
beforeAll(async () => {
  cluster = await startFakeCluster();
  platform = await startTestPlatform({ GIT_POLL_SECONDS: "1" }, (file) => cluster.writeKubeconfig(file));
  await releaseChart(platform, "medusa", "1.0.0", "1.1.0");
  await releaseChart(platform, "medusa", "1.0.0", "2.0.0", (schema) => schema.replace('"small"', '"tiny"'));
  argo = setInterval(() => void deployAll().catch(() => undefined), 150);
});
afterAll(async () => {
  clearInterval(argo);
  await platform?.close();
  await cluster?.close();
});

const deployed = new Map<string, string>();
async function deployAll(): Promise<void> {
  const { items } = shapes.storeList.parse((await platform.call("GET", "/stores?limit=500")).body);
  for (const { name, chartVersion, lastCommit } of items) {
    const key = `${lastCommit?.id} ${failing.get(name)}`;
    if (!lastCommit || held.has(name) || deployed.get(name) === key) continue;
    deployed.set(name, key);
    const failure = failing.get(name);
    cluster.put(
      applicationsPath,
      applicationObject(name, lastCommit.id, { chartVersion, ...(failure !== undefined && { failure }) }),
    );
  }
}

async function stores(prefix: string, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  for (const name of names)
    expect((await platform.call("POST", "/stores", { name, engine: "medusa", chartVersion: "1.0.0" })).status).toBe(
      201,
    );
  for (const name of names) await until(name, "Ready");
  return names;
}

const until = (name: string, phase: string) =>
  vi.waitFor(
    async () =>
      expect(shapes.storeDetail.parse((await platform.call("GET", `/stores/${name}`)).body).status.phase).toBe(phase),
    { timeout: 20_000, interval: 100 },
  );
const begin = async (body: object, headers?: Record<string, string>) =>
  await platform.call("POST", "/upgrades", { engine: "medusa", to: "1.1.0", ...body }, headers);
const parsed = (answer: { body: unknown }) => shapes.upgradeProgress.parse(answer.body);
const get = async (id: string) => parsed(await platform.call("GET", `/upgrades/${id}`));
const untilState = (id: string, state: string) =>
  vi.waitFor(async () => expect(await get(id)).toMatchObject({ state }), { timeout: 30_000, interval: 100 });
const states = ({ waves }: { waves: { name: string; state: string }[][] }) =>
  Object.fromEntries(waves.flat().map(({ name, state }) => [name, state]));
const history = async (name: string) =>
  shapes.commitList.parse((await platform.call("GET", `/stores/${name}/history`)).body).items;
const problem = z.object({ type: z.string(), errors: z.array(z.object({ detail: z.string() })).default([]) });

test("a preview lists the commits and writes nothing", async () => {
  const names = await stores("pre", 3);
  const before = await platform.call("GET", "/platform");
  const answer = await begin({ names, batchSize: 5, dryRun: true });
  expect(answer.status).toBe(200);
  expect(shapes.upgradePreview.parse(answer.body)).toEqual({
    to: "1.1.0",
    problems: [],
    waves: [
      [{ name: "pre-0", from: "1.0.0", subject: "upgrade store pre-0 to 1.1.0" }],
      ["pre-1", "pre-2"].map((name) => ({ name, from: "1.0.0", subject: `upgrade store ${name} to 1.1.0` })),
    ],
  });
  const after = await platform.call("GET", "/platform");
  expect(shapes.platform.parse(after.body).git.revision).toBe(shapes.platform.parse(before.body).git.revision);
  expect(shapes.upgradeList.parse((await platform.call("GET", "/upgrades")).body).items).toEqual([]);
});

test("a wave begins when the one before is Ready; each store is a commit that names the upgrade", async () => {
  const names = await stores("wave", 4);
  held.add("wave-0");
  const begun = await begin({ names, batchSize: 2, reason: "security fix" });
  expect(begun.status, JSON.stringify(begun.body)).toBe(201);
  const { id } = parsed(begun);
  expect(begun.headers.get("location")).toBe(`/api/upgrades/${id}`);
  await vi.waitFor(async () => expect(states(await get(id))["wave-0"]).toBe("rolling-out"));
  expect(states(await get(id))).toMatchObject({ "wave-1": "waiting", "wave-3": "waiting" });
  // What isn't Ready at the first wave's commit holds the rest back, also through a restart.
  await platform.restart();
  await vi.waitFor(async () => expect(states(await get(id))["wave-0"]).toBe("rolling-out"));
  expect(await history("wave-1")).toHaveLength(1);
  held.delete("wave-0");
  await untilState(id, "done");
  for (const name of names) {
    const [newest, ...older] = await history(name);
    expect(older).toHaveLength(1);
    expect(newest).toMatchObject({
      subject: `upgrade store ${name} to 1.1.0`,
      upgrade: id,
      actor: "dev@localhost",
      reason: "security fix",
      verified: true,
    });
  }
  const message = await platform
    .git("fetch", "--quiet")
    .then(() => platform.git("log", "origin/main", "-1", "--format=%B"));
  expect(message).toContain(`Wave 3 of 3 of upgrade ${id}.`);
  expect(message).toContain(`Storeplane-Upgrade: ${id}`);
});

test("the first failure stops it with the reason; resumed, it goes on without or with the store", async () => {
  const names = await stores("fail", 3);
  failing.set("fail-0", "one or more objects failed to apply: no room");
  const { id } = parsed(await begin({ names, batchSize: 1, canary: 0 }));
  await untilState(id, "stopped");
  expect((await get(id)).why).toMatch(/^Wave 1: fail-0: Failed: .*no room/);
  expect(await history("fail-1")).toHaveLength(1);
  failing.delete("fail-0");
  await until("fail-0", "Ready");
  failing.set("fail-1", "one or more objects failed to apply: no room");
  expect((await platform.call("POST", `/upgrades/${id}/resume`)).status).toBe(200);
  await untilState(id, "stopped");
  expect((await get(id)).why).toMatch(/^Wave 2: fail-1/);
  expect((await platform.call("POST", `/upgrades/${id}/resume`, { skipFailed: true })).status).toBe(200);
  await untilState(id, "done");
  expect(states(await get(id))).toEqual({ "fail-0": "ready", "fail-1": "skipped", "fail-2": "ready" });
  expect((await platform.call("POST", `/upgrades/${id}/resume`)).status).toBe(409);
});

test("somebody who takes a store back stops it, and that store is left alone from then on", async () => {
  const names = await stores("back", 2);
  held.add("back-0");
  const { id } = parsed(await begin({ names, batchSize: 1, canary: 0 }));
  const commit = await vi.waitFor(async () => {
    const [newest] = await history("back-0");
    expect(newest?.upgrade).toBe(id);
    return newest?.id ?? "";
  });
  expect((await platform.call("POST", "/stores/back-0/revert", { commit })).status).toBe(200);
  await untilState(id, "stopped");
  expect((await get(id)).why).toContain("took it back");
  held.delete("back-0");
  // Commits are told apart from a resumption by whole seconds.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await platform.call("POST", `/upgrades/${id}/resume`);
  await untilState(id, "done");
  expect(states(await get(id))).toEqual({ "back-0": "taken-back", "back-1": "ready" });
});

test("it is stopped by hand, only one runs at a time, and a retry with its key is the same upgrade", async () => {
  const names = await stores("hand", 2);
  for (const name of names) held.add(name);
  const key = { "idempotency-key": "upgrade-1" };
  const { id } = parsed(await begin({ names, batchSize: 1, canary: 0 }, key));
  expect(parsed(await begin({ names, batchSize: 1, canary: 0 }, key)).id).toBe(id);
  expect((await begin({ names, batchSize: 2, canary: 0 }, key)).status).toBe(422);
  const other = await begin({ names });
  expect([other.status, problem.parse(other.body).type]).toEqual([409, "/problems/upgrade-busy"]);
  const stopped = await platform.call("POST", `/upgrades/${id}/stop`);
  expect(parsed(stopped)).toMatchObject({ state: "stopped", why: "dev@localhost stopped it." });
  expect((await platform.call("POST", `/upgrades/${id}/stop`)).status).toBe(409);
  for (const name of names) held.delete(name);
  expect(await history("hand-1")).toHaveLength(1);
});

test("stores whose values don't fit the new version are named, and nothing begins", async () => {
  await platform.call("POST", "/stores", {
    name: "misfit",
    engine: "medusa",
    chartVersion: "1.0.0",
    values: { resources: { plan: "small" } },
  });
  const refused = await begin({ to: "2.0.0", names: ["misfit"] });
  expect(refused.status).toBe(422);
  expect(problem.parse(refused.body).errors[0]?.detail).toContain("misfit: /values/resources/plan");
  expect((await begin({ to: "9.9.9" })).status).toBe(422);
  expect((await begin({ names: ["nosuch"] })).status).toBe(422);
  expect((await begin({ selector: { owner: "nobody@example.com" } })).status).toBe(422);
});

test("waves don't wait for pull requests: refused where changes are made by them, which the preview tells, too", async () => {
  const names = await stores("reviewed", 1);
  const refused = await begin({ names, mode: "pull-request" });
  expect(refused.status).toBe(422);
  expect(problem.parse(refused.body).errors).toEqual([{ detail: expect.stringContaining('send "direct"') }]);
  const preview = shapes.upgradePreview.parse((await begin({ names, mode: "pull-request", dryRun: true })).body);
  expect(preview.problems).toEqual([expect.objectContaining({ pointer: "/mode" })]);
  expect(await history("reviewed-0")).toHaveLength(1);
});

test("while PostgreSQL is down no wave begins: 503, and afterwards it goes on", async () => {
  const names = await stores("down", 2);
  held.add("down-0");
  const { id } = parsed(await begin({ names, batchSize: 1, canary: 0 }));
  await vi.waitFor(async () => expect(await history("down-0")).toHaveLength(2));
  await platform.postgres.stop();
  const refused = await begin({ names });
  expect([refused.status, problem.parse(refused.body).type]).toEqual([503, "/problems/database-unavailable"]);
  held.delete("down-0");
  await until("down-0", "Ready");
  expect(await history("down-1")).toHaveLength(1);
  await platform.postgres.start();
  await untilState(id, "done");
  expect(await history("down-1")).toHaveLength(2);
});

test("owners may not run upgrades of others' stores", async () => {
  const owner = { "x-user-id": "alice@example.com", "x-user-role": "owner" };
  expect((await begin({}, owner)).status).toBe(403);
  expect((await platform.call("GET", "/upgrades", undefined, owner)).status).toBe(403);
});
