/** What can be done with one store and its history, over a real Git server; no cluster is there. */
import { cp, mkdir } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { releaseChart } from "../testing/releaseChart.ts";
import { startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";
import * as shapes from "./schemas.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({ GIT_POLL_SECONDS: "1" });
});
afterAll(() => platform?.close());

const problem = z.object({
  type: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});
const post = (path: string, body?: unknown, headers?: Record<string, string>) =>
  platform.call("POST", path, body, headers);
const patch = (name: string, body: unknown, match = "*") =>
  platform.call("PATCH", `/stores/${name}`, body, { "if-match": match });
const changed = (answer: { body: unknown }) => shapes.changeResult.parse(answer.body);
const create = async (name: string, more: object = {}) =>
  changed(await post("/stores", { name, engine: "medusa", ...more })).commit;
const fileOf = async (name: string) =>
  shapes.storeDetail.parse((await platform.call("GET", `/stores/${name}`)).body).valuesFile;

test("a store is suspended and resumed by a commit each, and asking twice changes nothing", async () => {
  await create("sleepy");
  const suspended = await post("/stores/sleepy/suspend", { reason: "holidays" });
  expect(suspended.status).toBe(200);
  expect(changed(suspended)).toMatchObject({
    commit: { subject: "suspend store sleepy", reason: "holidays" },
    store: { suspended: true },
  });
  expect(problem.parse((await post("/stores/sleepy/suspend")).body).type).toBe("/problems/nothing-to-change");
  const resumed = await post("/stores/sleepy/resume");
  expect(changed(resumed)).toMatchObject({ commit: { subject: "resume store sleepy" }, store: { suspended: false } });
  expect((await post("/stores/nosuch/suspend")).status).toBe(404);
});

test("If-Match: a list matches when one does, weak tags never, and * any version", async () => {
  await create("tagged");
  const etag = (await platform.call("GET", "/stores/tagged")).headers.get("etag") ?? "";
  expect((await patch("tagged", { displayName: "A" }, `"${"0".repeat(40)}", ${etag}`)).status).toBe(200);
  expect((await patch("tagged", { displayName: "B" }, etag)).status).toBe(412);
  const newer = (await platform.call("GET", "/stores/tagged")).headers.get("etag") ?? "";
  expect((await patch("tagged", { displayName: "B" }, `W/${newer}`)).status).toBe(412);
  expect((await patch("tagged", { displayName: "B" }, "abc")).status).toBe(400);
  expect((await post("/stores/tagged/suspend", {}, { "if-match": etag })).status).toBe(412);
  expect((await platform.call("DELETE", "/stores/tagged?confirm=tagged", undefined, { "if-match": etag })).status).toBe(
    412,
  );
  expect((await patch("tagged", { displayName: "B" })).status).toBe(200);
});

test("null in a patch removes: one key, one setting, or all of the engine's values", async () => {
  await create("pruned", {
    displayName: "Pruned",
    values: { storefront: { tagline: "Hello" }, resources: { plan: "small" } },
  });
  const one = changed(await patch("pruned", { displayName: null, values: { storefront: { tagline: null } } }));
  expect(one.store).toMatchObject({ displayName: "pruned", values: { resources: { plan: "small" } } });
  expect(one.store?.values).not.toHaveProperty("storefront.tagline");
  const all = changed(await patch("pruned", { values: null }));
  expect(all.store?.values).toEqual({});
  expect((await patch("pruned", { chartVersion: null })).status).toBe(422);
  expect((await patch("pruned", [])).status).toBe(422);
});

test("a store moves to another release of its chart with its file's schema line, and back by a revert", async () => {
  await create("moving");
  await releaseChart(platform, "medusa", "1.0.0", "1.1.0");
  const moved = await post("/stores/moving/upgrade", { reason: "newer" });
  expect(moved.status, JSON.stringify(moved.body)).toBe(200);
  expect(changed(moved)).toMatchObject({
    commit: { subject: "upgrade store moving to 1.1.0" },
    store: { chartVersion: "1.1.0" },
  });
  expect(await fileOf("moving")).toContain("$schema=../../schemas/medusa-1.1.0.json");
  expect((await post("/stores/moving/upgrade")).status).toBe(409);
  const unknown = await post("/stores/moving/upgrade", { chartVersion: "9.9.9" });
  expect(problem.parse(unknown.body).errors[0]?.pointer).toBe("/chartVersion");
  const images = await post("/stores/moving/upgrade", { values: { backend: { image: { tag: "2.0" } } } });
  expect(images.status, JSON.stringify(images.body)).toBe(200);
  const undone = await post("/stores/moving/revert", { commit: changed(moved).commit.id });
  expect(changed(undone).store).toMatchObject({
    chartVersion: "1.0.0",
    values: { backend: { image: { tag: "2.0" } } },
  });
});

test("a store goes back to how it was at a commit, also when it is gone, by one new commit", async () => {
  const first = await create("returning", { values: { storefront: { tagline: "one" } } });
  const original = await fileOf("returning");
  await patch("returning", { values: { storefront: { tagline: "two" } } });
  await patch("returning", { values: { resources: { plan: "small" } } });
  const restored = await post("/stores/returning/restore", { commit: first.id, reason: "it was better" });
  expect(restored.status, JSON.stringify(restored.body)).toBe(200);
  expect(changed(restored).commit).toMatchObject({ operation: "revert", reason: "it was better" });
  expect(await fileOf("returning")).toBe(original);
  expect((await post("/stores/returning/restore", { commit: first.id })).status).toBe(409);
  await platform.call("DELETE", "/stores/returning?confirm=returning");
  expect((await post("/stores/returning/restore", { commit: first.id })).status).toBe(200);
  expect(await fileOf("returning")).toBe(original);
  expect((await post("/stores/returning/restore", { commit: "0".repeat(40) })).status).toBe(404);
});

test("a revert can be reverted, and a retry with its key is the same commit", async () => {
  await create("swinging");
  const edit = changed(await patch("swinging", { values: { storefront: { tagline: "up" } } })).commit;
  const key = { "idempotency-key": "undo-1" };
  const undone = await post("/stores/swinging/revert", { commit: edit.id }, key);
  const retried = await post("/stores/swinging/revert", { commit: edit.id }, key);
  expect([undone.status, retried.status]).toEqual([200, 200]);
  expect(changed(retried).commit.id).toBe(changed(undone).commit.id);
  expect((await post("/stores/swinging/revert", { commit: edit.id })).status).toBe(409);
  const back = await post(`/changes/${changed(undone).commit.id}/revert`);
  expect(back.status).toBe(200);
  expect(await fileOf("swinging")).toContain("tagline: up");
});

test("a merge is undone as a whole, and coming back is undoing that", async () => {
  await platform.git("pull", "--quiet", "--rebase", "origin", "main");
  await platform.git("checkout", "--quiet", "-b", "work");
  const clone = (await platform.git("rev-parse", "--show-toplevel")).trim();
  await mkdir(`${clone}/stores/m`, { recursive: true });
  await cp(`${clone}/stores/s/swinging.yaml`, `${clone}/stores/m/merged.yaml`);
  await platform.git("add", ".");
  await platform.git("commit", "--quiet", "-m", "add merged");
  await platform.git("checkout", "--quiet", "main");
  await platform.git("merge", "--quiet", "--no-ff", "-m", "merge work", "work");
  await platform.git("push", "--quiet", "origin", "main");
  const merge = (await platform.git("rev-parse", "HEAD")).trim();
  await expect.poll(async () => (await platform.call("GET", "/stores/merged")).status).toBe(200);
  const undone = await post(`/changes/${merge}/revert`);
  expect(undone.status, JSON.stringify(undone.body)).toBe(200);
  expect((await platform.call("GET", "/stores/merged")).status).toBe(404);
  const id = shapes.commitResult.parse(undone.body).commit.id;
  expect((await post(`/changes/${id}/revert`)).status).toBe(200);
  expect((await platform.call("GET", "/stores/merged")).status).toBe(200);
});

test("a conflict names the later commit that changed the same, and where", async () => {
  await create("contested");
  const edit = changed(await patch("contested", { values: { storefront: { tagline: "mine" } } })).commit;
  await patch("contested", { values: { resources: { plan: "small" } } });
  const later = changed(await patch("contested", { values: { storefront: { tagline: "yours" } } })).commit;
  const refused = await post("/stores/contested/revert", { commit: edit.id });
  expect(refused.status).toBe(409);
  const { type, detail, errors } = problem.parse(refused.body);
  expect(type).toBe("/problems/revert-conflict");
  expect(detail).toContain(later.id.slice(0, 8));
  expect(errors).toEqual([
    { pointer: "/storefront/tagline", detail: `was changed by ${later.id} "update store contested (storefront)"` },
  ]);
});

test("a list is filtered and counted by phase", async () => {
  const list = async (query: string) => shapes.storeList.parse((await platform.call("GET", `/stores?${query}`)).body);
  const all = await list("limit=500");
  expect(all.counts).toEqual({ Pending: all.total });
  expect((await list("chartVersion=1.1.0")).items.every(({ chartVersion }) => chartVersion === "1.1.0")).toBe(true);
  expect((await list("cluster=elsewhere")).total).toBe(0);
  expect((await list("owner=nobody@example.com")).total).toBe(0);
  expect(await list("status=Ready")).toMatchObject({ total: 0, counts: { Pending: all.total } });
  const dates = (await list("sort=-updatedAt&limit=500")).items.map(({ lastCommit }) => lastCommit?.committedAt ?? "");
  expect(dates).toEqual([...dates].sort().reverse());
});

test("a sync needs the cluster: while it is away nothing is claimed", async () => {
  await create("unsynced");
  const asked = await post("/stores/unsynced/sync");
  expect([202, 503]).toContain(asked.status);
  expect((await post("/stores/nosuch/sync")).status).toBe(404);
});
