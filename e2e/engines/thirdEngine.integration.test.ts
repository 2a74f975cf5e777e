/** An engine is a chart and an image: one that the product has never heard of is offered, made, changed, suspended and deleted. */
import { randomBytes } from "node:crypto";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, waitForReady, waitForStore } from "../api.ts";
import { leftovers, readConfigMap } from "../cluster.ts";
import { platform } from "../platform.ts";
import { cloneStores, type StoresCheckout } from "../storesCheckout.ts";
import { releaseTestCharts } from "../storesRepository.ts";

const name = `corner-${randomBytes(2).toString("hex")}`;
let checkout: StoresCheckout;

beforeAll(async () => {
  checkout = await cloneStores(platform.gitUrl);
  await releaseTestCharts(checkout);
});

afterAll(async () => {
  await call("DELETE", `/stores/${name}?confirm=${name}`).catch(() => undefined);
  await checkout.remove();
});

const change = (values: object) => call("PATCH", `/stores/${name}`, { values }, { "if-match": "*" });
const page = () => readConfigMap(name, "page", "index.html");

test("a released chart is offered with its schema", async () => {
  const { body } = await call("GET", "/engines");
  expect(body).toMatchObject({
    items: expect.arrayContaining([
      expect.objectContaining({ name: "static-shop", displayName: "Static shop", latest: "1.0.0" }),
    ]),
  });
});

test("a store of it becomes Ready, with what it was created with", async () => {
  const values = { page: { text: "Bread & butter" } };
  const created = await call("POST", "/stores", { name, engine: "static-shop", displayName: "Corner", values });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  const ready = await waitForReady(name);
  expect(ready?.links.shop).toContain(`${name}.localhost`);
  expect(await page()).toBe("<!doctype html><title>Corner</title><p>Bread &amp; butter</p>");
});

test("what its schema doesn't know is refused, and what it knows is rolled out", async () => {
  expect((await change({ page: { colour: "red" } })).status).toBe(422);
  expect((await change({ page: { text: "Sold out" } })).status).toBe(200);
  await waitForReady(name);
  expect(await page()).toContain("Sold out");
});

test("it can be suspended, resumed and deleted like any other", async () => {
  await call("POST", `/stores/${name}/suspend`, {});
  await waitForStore(name, "Suspended", (found) => found?.status.phase === "Suspended", 60);
  await call("POST", `/stores/${name}/resume`, {});
  await waitForReady(name);
  await call("DELETE", `/stores/${name}?confirm=${name}`);
  await waitUntil("nothing is left", async () => (await leftovers(name)).length === 0, { timeoutMs: 60_000 });
});
