import { expect, test } from "@playwright/test";
import { call, waitForReady, waitForStore } from "../api.ts";
import { waitUntilNothingIsLeft } from "../cluster.ts";
import { makeCart } from "../medusaShop.ts";
import { platform, requestShop } from "../platform.ts";
import { cloneStores } from "../storesCheckout.ts";
import { medusaValuesFile } from "../valuesFiles.ts";

const name = `blue-bikes-${Date.now().toString(36)}`;
const path = `stores/b/${name}.yaml`;

test("a store added by pushing a values file appears in the list and is Ready no sooner than shoppers can fill carts", async ({
  page,
}) => {
  const checkout = await cloneStores(platform.gitUrl);
  try {
    await page.goto("/");
    await checkout.push(path, medusaValuesFile("Blue Bikes"), `add ${name}`);
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
    await waitForReady(name, 120);
    // At that very moment, not a little later.
    for (let shopper = 0; shopper < 20; shopper += 1) {
      expect((await requestShop(name, "/")).status).toBe(200);
      await makeCart(name);
    }
    await page.screenshot({ path: "e2e/.artifacts/20-pushed-store.png", fullPage: true });
  } finally {
    await checkout.remove();
    await call("DELETE", `/stores/${name}?confirm=${name}`);
  }
  await waitUntilNothingIsLeft(name);
  await waitForStore(name, "gone", (found) => found === undefined, 10);
});

test("a pushed values file with a mistake is refused with the place and the cure", async () => {
  const checkout = await cloneStores(platform.gitUrl);
  try {
    const push = checkout.push(
      "stores/b/bad-file.yaml",
      "store:\n  engine: medusa\n  chartVersion: 9.9.9\n",
      "add bad-file",
    );
    await expect(push).rejects.toThrow(/stores\/b\/bad-file\.yaml/);
  } finally {
    await checkout.remove();
  }
});
