/** A store that can't be backed up isn't deleted; the backup's pod is played by hand. Where the platform makes backups. */
import { randomBytes } from "node:crypto";
import type { V1PodStatus } from "@kubernetes/client-node";
import type { StoreDetail } from "@storeplane/scripts/apiClient.ts";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, waitForReady, waitForStore } from "../api.ts";
import { leftovers, readConfigMap } from "../cluster.ts";
import { type HandPlayedNode, handPlayedNode } from "../handPlayedNode.ts";
import { platform } from "../platform.ts";
import { cloneStores, type StoresCheckout } from "../storesCheckout.ts";
import { releaseTestCharts } from "../storesRepository.ts";

const { body } = await call("GET", "/platform").catch(() => ({ body: {} }));
const makesBackups = typeof body === "object" && body !== null && "backups" in body && body.backups === true;

function ended(exitCode: number, message: string): V1PodStatus {
  const now = new Date();
  return {
    phase: exitCode === 0 ? "Succeeded" : "Failed",
    containerStatuses: [
      {
        name: "backup",
        image: "",
        imageID: "",
        ready: false,
        restartCount: 0,
        state: { terminated: { exitCode, message, reason: exitCode === 0 ? "Completed" : "Error", finishedAt: now } },
      },
    ],
  };
}

describe.skipIf(!makesBackups)("the backup before a deletion", () => {
  const run = randomBytes(2).toString("hex");
  let checkout: StoresCheckout;
  let node: HandPlayedNode;
  beforeAll(async () => {
    checkout = await cloneStores(platform.gitUrl);
    await releaseTestCharts(checkout);
    node = await handPlayedNode(`keeper-${run}`);
  });
  afterAll(async () => {
    await node?.remove();
    await checkout?.remove();
  });

  async function storeOf(name: string): Promise<string> {
    const created = await call("POST", "/stores", { name, engine: "keepsake", values: { node: node.name } });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    await waitForReady(name);
    return name;
  }
  const backupIs = (state: string) => (found: StoreDetail | undefined) => found?.deletion?.backup?.state === state;
  const report = (name: string, status: V1PodStatus) => node.report(name, "backup-before-deletion", status);
  const gone = (name: string) =>
    waitUntil("nothing is left", async () => (await leftovers(name)).length === 0, { timeoutMs: 60_000 });

  test("keeps the store while it fails, says why, and lets it go when it was made", async () => {
    const name = await storeOf(`kept-${run}`);
    expect((await call("DELETE", `/stores/${name}?confirm=${name}`)).status).toBe(202);
    const running = await waitForStore(name, "backing up", backupIs("running"));
    expect(running?.status).toMatchObject({ phase: "Deleting", reason: "Backing up before the deletion." });
    await report(name, ended(1, "dumping the database\nThe repository can't be reached."));
    const failed = await waitForStore(
      name,
      "told why it failed",
      (found) => found?.deletion?.backup?.reason === "The repository can't be reached.",
    );
    expect(failed?.deletion?.backup?.state).toBe("failed");
    expect(failed?.status.reason).toContain("so the store is kept");
    expect(await readConfigMap(name, "settings", "message")).toBe("hello");
    // It is tried again by itself.
    await report(name, ended(0, ""));
    await gone(name);
  });

  test("isn't waited for any more by whoever says so", async () => {
    const name = await storeOf(`given-up-${run}`);
    await call("DELETE", `/stores/${name}?confirm=${name}`);
    await waitForStore(name, "backing up", backupIs("running"));
    await report(name, ended(1, "No space is left in the repository."));
    await waitForStore(name, "told that it failed", backupIs("failed"));
    const given = await call("DELETE", `/stores/${name}?confirm=${name}&backup=skip`);
    expect(given.status, JSON.stringify(given.body)).toBe(202);
    await gone(name);
  });

  test("is made although a push removed the file and Argo CD read the branch without it", async () => {
    const name = await storeOf(`pushed-${run}`);
    await checkout.push(`stores/p/${name}.yaml`, undefined, `remove ${name}`);
    await waitForStore(name, "leaving", (found) => found?.status.phase === "Deleting");
    expect((await call("POST", "/deletions/confirm", { names: [name] })).status).toBe(200);
    await waitForStore(name, "backing up", backupIs("running"));
    await report(name, ended(0, ""));
    await gone(name);
  });

  test("isn't made of a store whose deletion asks for none", async () => {
    const name = await storeOf(`careless-${run}`);
    await call("DELETE", `/stores/${name}?confirm=${name}&backup=skip`);
    await gone(name);
  });

  test("leaves no trace on a store whose file comes back in time", async () => {
    const name = await storeOf(`returned-${run}`);
    const removal = await checkout.push(`stores/r/${name}.yaml`, undefined, `remove ${name}`);
    await waitForStore(name, "leaving", (found) => found?.status.phase === "Deleting");
    await checkout.revert(removal);
    await waitForReady(name);
    const changed = await call("PATCH", `/stores/${name}`, { values: { message: "back" } }, { "if-match": "*" });
    expect(changed.status).toBe(200);
    await waitForReady(name);
    expect(await readConfigMap(name, "settings", "message")).toBe("back");
    await call("DELETE", `/stores/${name}?confirm=${name}&backup=skip`);
    await gone(name);
  });
});
