import { expect, test } from "@playwright/test";
import { z } from "zod";
import { call, waitForReady } from "../api.ts";
import { waitUntilNothingIsLeft } from "../cluster.ts";
import { openAdmin } from "../medusaShop.ts";

/** What a store's backups are for: data comes back, to where it was and elsewhere. The steps build on each other. */
test.describe.configure({ mode: "serial" });

const name = `safe-house-${Date.now().toString(36)}`;
const copy = `${name}-2`;
let deletion: string | undefined;

const platform = z.object({ backups: z.boolean() });
const credentials = z.object({ items: z.array(z.object({ key: z.string(), value: z.string() })) });
const products = z.object({ products: z.array(z.object({ id: z.string(), title: z.string() })) });
const backupList = z.object({ backups: z.array(z.object({ reason: z.string(), sizeBytes: z.number() })) });
const change = z.object({ commit: z.object({ id: z.string() }) });

async function adminOf(store: string): ReturnType<typeof openAdmin> {
  const { items } = credentials.parse((await call("GET", `/stores/${store}/credentials`)).body);
  const { username = "", password = "" } = Object.fromEntries(items.map(({ key, value }) => [key, value]));
  return openAdmin(store, { username, password });
}

/** Products by title, as the store's own merchant sees them: so its credentials are right, too. */
async function readProducts(store: string): Promise<Map<string, string>> {
  const found = products.parse(await (await adminOf(store))("/products?fields=id,title"));
  return new Map(found.products.map(({ id, title }) => [title, id]));
}

const readBackups = async (store: string) =>
  backupList.parse((await call("GET", `/stores/${store}/backups`)).body).backups;

test.beforeAll(async () => {
  const { backups } = platform.parse((await call("GET", "/platform")).body);
  test.skip(!backups, "this platform makes no backups");
});

test.afterAll(async () => {
  for (const store of [name, copy]) await call("DELETE", `/stores/${store}?confirm=${store}&backup=skip`);
});

test("a store is backed up when somebody asks for it", async () => {
  await call("POST", "/stores", { name, engine: "medusa" });
  await waitForReady(name, 150);
  const admin = await adminOf(name);
  const hat = (await readProducts(name)).get("Red Hat");
  await admin(`/products/${hat}`, { json: { title: "Very Red Hat" } });
  expect((await call("POST", `/stores/${name}/backups`, {})).status).toBe(200);
  await waitForReady(name, 150);
  expect(await readBackups(name)).toEqual([{ reason: "requested", sizeBytes: expect.any(Number) }]);
});

test("what was deleted comes back, and another store begins with it", async () => {
  const admin = await adminOf(name);
  for (const id of (await readProducts(name)).values()) await admin(`/products/${id}`, { method: "DELETE" });
  expect((await readProducts(name)).size).toBe(0);
  const restored = await call("POST", `/stores/${name}/restore`, { snapshot: "latest" });
  expect(restored.status).toBe(200);
  const restore = { store: name, snapshot: "latest" };
  expect((await call("POST", "/stores", { name: copy, engine: "medusa", restore })).status).toBe(201);
  await waitForReady(name, 150);
  await waitForReady(copy, 150);
  for (const store of [name, copy]) {
    const titles = [...(await readProducts(store)).keys()];
    expect(titles, store).toHaveLength(7);
    expect(titles, store).toContain("Very Red Hat");
  }
});

test("a store goes once its last backup is made", async () => {
  deletion = change.parse((await call("DELETE", `/stores/${name}?confirm=${name}`)).body).commit.id;
  await waitUntilNothingIsLeft(name);
  expect((await readBackups(name)).map(({ reason }) => reason)).toEqual(["before-deletion", "requested"]);
});

test("the undo of the deletion brings the store back with its data", async () => {
  const undone = await call("POST", `/stores/${name}/revert`, { commit: deletion, restore: "latest" });
  expect(undone.status).toBe(200);
  await waitForReady(name, 150);
  expect([...(await readProducts(name)).keys()]).toContain("Very Red Hat");
});
