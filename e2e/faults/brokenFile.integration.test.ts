import { randomBytes } from "node:crypto";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { call, waitForReady } from "../api.ts";
import { platform } from "../platform.ts";
import { cloneStores, type StoresCheckout } from "../storesCheckout.ts";
import { pushPastHook } from "../storesRepository.ts";

let checkout: StoresCheckout;

beforeAll(async () => {
  checkout = await cloneStores(platform.gitUrl);
});
afterAll(() => checkout.remove());
// What a try that failed has left would be in the way of the next.
afterEach(async () => {
  for (const { commit } of await blockedFiles()) await call("POST", `/changes/${commit.id}/revert`, {});
});

interface BlockedFile {
  readonly path: string;
  readonly commit: { readonly id: string; readonly author: { readonly name: string } };
}

async function blockedFiles(): Promise<BlockedFile[]> {
  return ((await call("GET", "/stores")).body as { blocked: BlockedFile[] }).blocked;
}

const blockedPaths = async (): Promise<string[]> => (await blockedFiles()).map((file) => file.path);

test("a values file that can't be parsed, pushed past the hook, is shown with its commit and author, and stops no other set's stores", async () => {
  const run = randomBytes(2).toString("hex");
  const [broken, sound] = [`quiet-garden-${run}`, `loud-garden-${run}`] as const;
  const path = `stores/q/${broken}.yaml`;
  await checkout.write(path, 'store: { engine: medusa, displayName: "never closed\n');
  await checkout.commit(`add ${broken} by force`);
  // On the server's own disk the hook can be passed by; over HTTP it can't.
  await pushPastHook(checkout);
  await waitUntil("the file is shown as blocked", async () => (await blockedPaths()).includes(path), {
    timeoutMs: 30_000,
  });
  const blocked = await blockedFiles();
  expect(blocked).toMatchObject([
    { path, commit: { author: { email: "paula@example.com" }, subject: `add ${broken} by force` } },
  ]);

  const created = await call("POST", "/stores", { name: sound, engine: "medusa" });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  await waitForReady(sound, 120);

  const reverted = await call("POST", `/changes/${blocked[0]?.commit.id}/revert`, {});
  expect(reverted.status, JSON.stringify(reverted.body)).toBe(200);
  await waitUntil("nothing is blocked", async () => (await blockedPaths()).length === 0, { timeoutMs: 30_000 });
  expect((await call("DELETE", `/stores/${sound}?confirm=${sound}`)).status).toBe(202);
});

test("one push that breaks several files is mended by one revert, also where a file was never a store", async () => {
  const sound = `quick-garden-${randomBytes(2).toString("hex")}`;
  expect((await call("POST", "/stores", { name: sound, engine: "medusa" })).status).toBe(201);
  await waitForReady(sound, 120);
  await checkout.pull();
  const text = await checkout.read(`stores/q/${sound}.yaml`);
  const broken = ["stores/q/never-was.yaml", `stores/q/${sound}.yaml`, "stores/x/misplaced.yaml"];
  await checkout.write("stores/q/never-was.yaml", "just: [a, list\n");
  await checkout.write(`stores/q/${sound}.yaml`, text.replace(/^store:/m, "stroe:"));
  await checkout.write("stores/x/misplaced.yaml", text);
  await checkout.commit("three mistakes at once");
  const commit = await pushPastHook(checkout);
  const allShown = async () => {
    const paths = await blockedPaths();
    return broken.every((file) => paths.includes(file));
  };
  await waitUntil("all three are shown", allShown, { timeoutMs: 30_000 });
  const blocked = await blockedFiles();
  expect(new Set(blocked.map(({ commit: by }) => `${by.id} ${by.author.name}`))).toEqual(
    new Set([`${commit} Paula Platform`]),
  );
  expect((await call("POST", `/changes/${commit}/revert`, {})).status).toBe(200);
  await waitUntil("nothing is blocked", async () => (await blockedPaths()).length === 0, { timeoutMs: 30_000 });
  await waitForReady(sound, 120);
  expect((await call("GET", "/stores/never-was")).status).toBe(404);
  await call("DELETE", `/stores/${sound}?confirm=${sound}`);
});
