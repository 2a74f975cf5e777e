/** Backups over the API: a real Git server and a real restic; the cluster has just the Secrets that lead to the repository. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { restic } from "../../../scripts/src/tools/restic.ts";
import { type FakeCluster, startFakeCluster } from "../testing/fakeCluster.ts";
import { applicationObject, applicationsPath } from "../testing/fakeStoreObjects.ts";
import { releaseChart } from "../testing/releaseChart.ts";
import { backupsNamespace, type TestBackups, testBackups, withoutBackups } from "../testing/resticRepository.ts";
import { startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";
import * as shapes from "./schemas.ts";

let platform: TestPlatform;
let cluster: FakeCluster;
let backups: TestBackups;
beforeAll(async () => {
  cluster = await startFakeCluster();
  platform = await startTestPlatform(
    { GIT_POLL_SECONDS: "1", BACKUPS_NAMESPACE: backupsNamespace, RESTIC: restic },
    (file) => cluster.writeKubeconfig(file),
  );
  backups = testBackups(cluster, platform.folder);
  await releaseChart(platform, "medusa", "1.0.0", old, withoutBackups);
  await releaseChart(platform, "medusa", "1.0.0", "1.1.0");
});
afterAll(async () => {
  await platform?.close();
  await cluster?.close();
});

/** A release of before the time of backups. */
const old = "1.0.1";
const alice = { "x-user-id": "alice@example.com", "x-user-role": "owner" };
const bob = { "x-user-id": "bob@example.com", "x-user-role": "owner" };
const problem = z.object({ type: z.string(), detail: z.string() });
const post = (path: string, body?: unknown, headers?: Record<string, string>) =>
  platform.call("POST", path, body, headers);
const create = async (name: string, more: object = {}, headers?: Record<string, string>) => {
  const answer = await post("/stores", { name, engine: "medusa", chartVersion: "1.1.0", ...more }, headers);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return shapes.changeResult.parse(answer.body);
};
const changed = (answer: { status: number; body: unknown }) => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return shapes.changeResult.parse(answer.body);
};
const list = async (name: string, headers?: Record<string, string>) =>
  shapes.backupList.parse((await platform.call("GET", `/stores/${name}/backups`, undefined, headers)).body);
const remove = (name: string, more = "") =>
  platform.call("DELETE", `/stores/${name}?confirm=${name}${more}`, undefined);
const nowish = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

describe("the list", () => {
  test("holds what restic has of the store, newest first; a store without any has none", async () => {
    await create("listed");
    expect(await list("listed")).toEqual({ enabled: true, backups: [] });
    const older = await backups.backUp("listed", {}, "2026-01-01T02:00:00Z");
    const newer = await backups.backUp("listed", { reason: "requested", owner: "eve" }, "2026-01-02T02:00:00Z");
    await expect.poll(async () => (await list("listed")).backups.length, { interval: 500 }).toBe(2);
    expect((await list("listed")).backups).toEqual([
      expect.objectContaining({ id: newer, reason: "requested", owner: "eve", time: "2026-01-02T02:00:00.000Z" }),
      {
        id: older,
        time: "2026-01-01T02:00:00.000Z",
        reason: "scheduled",
        owner: "dev@localhost",
        engine: "medusa",
        chartVersion: "1.1.0",
        sizeBytes: 1234,
      },
    ]);
  });

  test("is for whoever owns the store, and shows them only backups of their own time", async () => {
    await backups.backUp("shared", { owner: "alice@example.com" }, "2026-01-01T02:00:00Z");
    await backups.backUp("shared", { owner: "bob@example.com" }, "2026-01-02T02:00:00Z");
    await create("shared", {}, bob);
    expect((await list("shared", bob)).backups.map(({ owner }) => owner)).toEqual(["bob@example.com"]);
    expect((await platform.call("GET", "/stores/shared/backups", undefined, alice)).status).toBe(404);
    expect((await list("shared")).backups).toHaveLength(2);
    // It outlives the store, for its last owner.
    expect((await remove("shared")).status).toBe(202);
    expect((await list("shared", bob)).backups).toHaveLength(1);
  });

  test("says of a chart that makes none how to get some", async () => {
    await create("ancient", { chartVersion: old });
    const { enabled, detail } = await list("ancient");
    expect(enabled).toBe(false);
    expect(detail).toContain("upgrade to a release that does");
  });

  test("that can't be read is a problem in restic's words, without a password in them", async () => {
    await create("locked");
    await backups.open("locked");
    const wrong = randomBytes(12).toString("hex");
    cluster.put("/api/v1/secrets", {
      metadata: { name: "store-locked", namespace: backupsNamespace },
      data: { RESTIC_PASSWORD: Buffer.from(wrong).toString("base64") },
    });
    const answer = await platform.call("GET", "/stores/locked/backups");
    expect(answer.status).toBe(503);
    expect(problem.parse(answer.body)).toMatchObject({
      type: "/problems/backups-unavailable",
      detail: expect.stringContaining("wrong password"),
    });
    expect(JSON.stringify(answer.body)).not.toContain(wrong);
  });
});

describe("a backup on request", () => {
  test("is a commit that the chart carries out, and each one another wish", async () => {
    await create("saved");
    const answer = changed(await post("/stores/saved/backups", { reason: "before the sale" }));
    expect(answer.commit).toMatchObject({ subject: "back up store saved", reason: "before the sale" });
    expect(answer.store?.values).toMatchObject({
      backups: { request: { at: expect.stringMatching(nowish), reason: "requested" } },
    });
  });

  test("is refused where the chart's schema knows nothing of it, or nothing runs", async () => {
    const old = await post("/stores/ancient/backups");
    expect(problem.parse(old.body).type).toBe("/problems/no-backups");
    await create("resting");
    await post("/stores/resting/suspend");
    const resting = await post("/stores/resting/backups");
    expect(resting.status).toBe(422);
    expect(problem.parse(resting.body).detail).toContain("resume it first");
  });
});

describe("an upgrade", () => {
  const requestOf = (store: { values?: unknown } | undefined) =>
    z.object({ backups: z.object({ request: z.object({ reason: z.string() }) }).optional() }).parse(store?.values)
      .backups?.request.reason;

  test("asks for a backup before it, in the same commit, unless it is told not to", async () => {
    await create("rising", { chartVersion: old });
    const moved = changed(await post("/stores/rising/upgrade"));
    expect(moved.commit.subject).toBe("upgrade store rising to 1.1.0");
    expect(requestOf(moved.store)).toBe("before-upgrade");
    await create("hasty", { chartVersion: old });
    expect(requestOf(changed(await post("/stores/hasty/upgrade", { backup: false })).store)).toBeUndefined();
    // Where nothing changes, nothing is backed up.
    expect((await post("/stores/rising/upgrade")).status).toBe(409);
  });

  test("to a release that can't make one goes without, unless it is insisted on", async () => {
    await create("falling");
    const insisted = await post("/stores/falling/upgrade", { chartVersion: old, backup: true });
    expect(problem.parse(insisted.body).type).toBe("/problems/no-backups");
    const fallen = changed(await post("/stores/falling/upgrade", { chartVersion: old }));
    expect(requestOf(fallen.store)).toBeUndefined();
  });

  test("to a release that knows nothing of backups leaves behind what was asked for before", async () => {
    await create("stepping");
    changed(await post("/stores/stepping/backups"));
    const { store } = changed(await post("/stores/stepping/upgrade", { chartVersion: old }));
    expect(store?.values).toEqual({});
  });

  test("in waves asks for one of each store", async () => {
    await create("waving", { chartVersion: old });
    const begun = await post("/upgrades", { engine: "medusa", to: "1.1.0", names: ["waving"] });
    expect(begun.status, JSON.stringify(begun.body)).toBe(201);
    const store = async () => shapes.storeDetail.parse((await platform.call("GET", "/stores/waving")).body);
    await expect.poll(async () => (await store()).chartVersion).toBe("1.1.0");
    expect(requestOf(await store())).toBe("before-upgrade");
  });
});

describe("a restore", () => {
  test("of the store's own data is a commit that names the backup, and may be asked for again", async () => {
    await create("undone");
    const id = await backups.backUp("undone", {}, "2026-03-04T05:06:07Z");
    const restored = changed(await post("/stores/undone/restore", { snapshot: id.slice(0, 8), reason: "a mishap" }));
    expect(restored.commit).toMatchObject({
      subject: "restore store undone from the backup of 2026-03-04 05:06 UTC",
      operation: "update",
      reason: "a mishap",
    });
    expect(restored.store?.values).toMatchObject({ restore: { snapshot: id, at: expect.stringMatching(nowish) } });
    const unknown = await post("/stores/undone/restore", { snapshot: "0".repeat(8) });
    expect(unknown.status).toBe(404);
    expect(problem.parse(unknown.body).type).toBe("/problems/no-such-backup");
    for (const body of [{}, { commit: restored.commit.id, snapshot: id }, { snapshot: "xyz" }])
      expect((await post("/stores/undone/restore", body)).status, JSON.stringify(body)).toBe(422);
    const file = await platform.call("GET", "/stores/undone");
    expect(shapes.storeDetail.parse(file.body).status.phase).not.toBe("Blocked");
  });

  test("into a new store makes a clone, for whoever may see the backup", async () => {
    await create("original", {}, alice);
    const id = await backups.backUp("original", { owner: "alice@example.com" });
    const wish = { store: "original", snapshot: "latest" };
    const clone = await create("clone", { restore: wish }, alice);
    expect(clone.store?.values).toMatchObject({ restore: { store: "original", snapshot: id } });
    const ask = (more: object, headers?: Record<string, string>) =>
      post("/stores", { name: "other-clone", engine: "medusa", restore: wish, ...more }, headers);
    expect((await ask({}, bob)).status).toBe(404);
    expect(problem.parse((await ask({ engine: "woocommerce" })).body).type).toMatch(/no-backups|invalid-store/);
    expect((await ask({ chartVersion: old })).status).toBe(422);
    expect((await ask({ restore: { store: "nosuch", snapshot: "latest" } })).status).toBe(404);
  });
});

describe("a deletion that is undone", () => {
  const revive = async (name: string, restore: string) => {
    const { commit } = shapes.changeResult.parse((await remove(name)).body);
    return changed(await post(`/stores/${name}/revert`, { commit: commit.id, restore }));
  };

  test("brings the store back with the data of its latest backup, in one commit", async () => {
    await create("lost", { values: { storefront: { tagline: "as it was" } } });
    changed(await post("/stores/lost/backups"));
    await backups.backUp("lost", {}, "2026-01-01T00:00:00Z");
    const id = await backups.backUp("lost", { reason: "before-deletion" }, "2026-01-02T00:00:00Z");
    const { commit, store } = await revive("lost", "latest");
    expect(commit.operation).toBe("revert");
    expect(store?.values).toMatchObject({ storefront: { tagline: "as it was" }, restore: { snapshot: id } });
    // What was asked for in its former life isn't asked again.
    expect(store?.values).not.toHaveProperty("backups.request");
  });

  test("or empty, whatever it was restored from before", async () => {
    await create("emptied");
    await backups.backUp("emptied");
    changed(await post("/stores/emptied/restore", { snapshot: "latest" }));
    const { store } = await revive("emptied", "none");
    expect(store?.values).not.toHaveProperty("restore");
  });

  test("by going back to an earlier file, too; but no data of a store that is there is replaced on the way", async () => {
    const { commit } = await create("returned");
    const id = await backups.backUp("returned");
    const there = await post("/stores/returned/restore", { commit: commit.id, restore: "latest" });
    expect(there.status).toBe(422);
    await remove("returned");
    const back = changed(await post("/stores/returned/restore", { commit: commit.id, restore: "latest" }));
    expect(back.store?.values).toMatchObject({ restore: { snapshot: id } });
  });

  test("in time, while its data is still there, replaces nothing", async () => {
    const { commit } = await create("hesitant");
    cluster.put(applicationsPath, applicationObject("hesitant", commit.id, { chartVersion: "1.1.0" }));
    await backups.backUp("hesitant");
    await platform.git("pull", "--quiet", "--rebase", "origin", "main");
    await platform.git("rm", "--quiet", "stores/h/hesitant.yaml");
    await platform.git("commit", "--quiet", "-m", "a slip");
    await platform.git("push", "--quiet", "origin", "main");
    const slip = (await platform.git("rev-parse", "HEAD")).trim();
    const phase = async () =>
      shapes.storeDetail.safeParse((await platform.call("GET", "/stores/hesitant")).body).data?.status.phase;
    await expect.poll(phase).toBe("Deleting");
    expect((await post("/stores/hesitant/revert", { commit: slip, restore: "latest" })).status).toBe(422);
    const { store } = changed(await post("/stores/hesitant/revert", { commit: slip }));
    expect(store?.values).not.toHaveProperty("restore");
  });

  test("without a backup says so and changes nothing", async () => {
    await create("bare");
    const { commit } = shapes.changeResult.parse((await remove("bare")).body);
    const answer = await post("/stores/bare/revert", { commit: commit.id, restore: "latest" });
    expect(answer.status).toBe(404);
    expect(problem.parse(answer.body).detail).toContain("no backup of bare");
    expect((await platform.call("GET", "/stores/bare")).status).toBe(404);
  });
});

test("a deletion without a backup says so in its commit", async () => {
  await create("careless");
  const { commit } = shapes.changeResult.parse((await remove("careless", "&backup=skip")).body);
  expect(commit).toMatchObject({ subject: "delete store careless without a backup", backup: "skip" });
});
