import { join } from "node:path";
import { instanceFromEnvironment } from "@storeplane/scripts/instance";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, waitForReady } from "../api.ts";
import { platform } from "../platform.ts";
import { cloneStores, type StoresCheckout } from "../storesCheckout.ts";

const path = "stores/q/quiet-garden.yaml";
const repository = join(instanceFromEnvironment().stateFolder, "git", "stores.git");
let checkout: StoresCheckout;

beforeAll(async () => {
  checkout = await cloneStores(platform.gitUrl);
});
afterAll(() => checkout.remove());

async function blockedPaths(): Promise<string[]> {
  const list = (await call("GET", "/stores")).body as { blocked: { path: string }[] };
  return list.blocked.map((file) => file.path);
}

test("a values file that can't be parsed, pushed past the hook, is shown with its commit and author, and stops no other set's stores", async () => {
  await checkout.write(path, 'store: { engine: medusa, displayName: "never closed\n');
  await checkout.commit("add quiet-garden by force");
  // On the server's own disk the hook can be passed by; over HTTP it can't.
  await execa("git", ["push", "--receive-pack=git -c core.hooksPath=/dev/null receive-pack", repository, "HEAD:main"], {
    cwd: checkout.folder,
    timeout: 30_000,
  });
  await waitUntil("the file is shown as blocked", async () => (await blockedPaths()).includes(path), {
    timeoutMs: 30_000,
  });
  const { body } = await call("GET", "/stores");
  expect(body).toMatchObject({
    blocked: [{ path, commit: { author: { email: "paula@example.com" }, subject: "add quiet-garden by force" } }],
  });

  const created = await call("POST", "/stores", { name: "loud-garden", engine: "medusa" });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  await waitForReady("loud-garden", 60);

  const { blocked } = body as { blocked: { commit: { id: string } }[] };
  const reverted = await call("POST", `/changes/${blocked[0]?.commit.id}/revert`, {});
  expect(reverted.status, JSON.stringify(reverted.body)).toBe(200);
  await waitUntil("nothing is blocked", async () => (await blockedPaths()).length === 0, { timeoutMs: 30_000 });
  expect((await call("DELETE", "/stores/loud-garden?confirm=loud-garden")).status).toBe(202);
});
