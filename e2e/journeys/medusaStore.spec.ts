import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { call, getStore, waitForReady, waitForStore } from "../api.ts";
import { waitUntilNothingIsLeft } from "../cluster.ts";
import {
  addDomain,
  createStore,
  deleteStore,
  makeMainDomain,
  openStore,
  picture,
  readCredentials,
  rename,
  undoNewestChange,
  upgrade,
} from "../dashboard.ts";
import { isHeld, isLeaving } from "../leavingStores.ts";
import { buyBlueShirt, buyWithAccount, readOrderInAdmin } from "../medusaShop.ts";
import { platform, requestHost, requestShop } from "../platform.ts";
import { cloneStores } from "../storesCheckout.ts";
import { forceBranch, onGitServer, releaseNewerChart, treeWithout } from "../storesRepository.ts";

/**
 * The main job, end to end, on one store: a click creates it, a shopper orders in it, every way of undoing is tried on it, and its
 * deletion leaves nothing behind. The steps build on each other, so a failed one skips the rest.
 */
test.describe.configure({ mode: "serial" });

const name = `acme-shoes-${Date.now().toString(36)}`;
const path = `stores/a/${name}.yaml`;
/** What must never be lost: an order in the store's own database, and the merchant who looks it up. */
let order: { readonly id: string; readonly email: string };
let merchant: { readonly username: string; readonly password: string };

async function bringUp(): Promise<void> {
  await waitForReady(name, 120);
}

test("a click in the dashboard creates a store, which becomes Ready", async ({ page }) => {
  await createStore(page, { name, displayName: "Acme Shoes", engine: "Medusa" }, (step) =>
    picture(page, `medusa-1-${step}`),
  );
});

test("a shopper buys the Blue Shirt, and the merchant sees the order in Medusa's admin", async ({ page, context }) => {
  merchant = await readCredentials(page, name);
  const opened = context.waitForEvent("page");
  await page.getByRole("link", { name: "Open shop" }).click();
  const shop = await opened;
  order = await buyBlueShirt(shop, (step) => picture(shop, `medusa-${step}`));
  const seen = await readOrderInAdmin(name, merchant, order.id);
  expect(seen.items.map((item) => item.title)).toContain("Blue Shirt");
  expect(seen.email).toBe(order.email);
});

test("a shopper finds a shirt by search, orders it with an account, and finds the order again with and without it", async ({
  page,
}) => {
  await page.goto((await getStore(name))?.links.shop ?? "");
  await buyWithAccount(page, (step) => picture(page, `medusa-${step}`));
});

test("a change made in the dashboard is undone by a button", async ({ page }) => {
  await rename(page, name, "Acme Sandals");
  await expect.poll(async () => (await getStore(name))?.displayName).toBe("Acme Sandals");
  await bringUp();
  await undoNewestChange(page, name);
  await expect.poll(async () => (await getStore(name))?.displayName).toBe("Acme Shoes");
  await bringUp();
  await openStore(page, name);
  // What a browser has kept of the page's last visit must not be passed off as live.
  await expect(page.getByTestId("store-status")).toHaveText(/Ready/, { timeout: 1_000 });
  await page.getByRole("tab", { name: "History" }).click();
  await picture(page, "medusa-10-history");
});

test("a domain of the shop's own becomes its address, another one redirects there, and both go when that is undone", async ({
  page,
}) => {
  const [main, www] = [`${name}.example`, `www.${name}.example`];
  await openStore(page, name);
  await page.getByRole("tab", { name: "Settings" }).click();
  await addDomain(page, main, "Shows the shop");
  await expect(page.getByRole("definition").filter({ hasText: `${name}.localhost` })).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "CNAME" })).toBeVisible();
  await makeMainDomain(page, main);
  await addDomain(page, www, "Redirects to the main one");
  await picture(page, "medusa-10a-domains");
  const address = (await getStore(name))?.links.shop ?? "";
  expect(new URL(address).hostname).toBe(main);
  // A request that isn't answered while the shop is replaced is made again.
  const ask = (host: string, path: string) => requestHost(host, path).catch(() => undefined);
  await expect
    .poll(async () => (await ask(www, "/products?page=2"))?.location, { timeout: 90_000 })
    .toBe(new URL("/products?page=2", address).href);
  await expect
    .poll(async () => (await ask(main, "/"))?.body ?? "", { timeout: 60_000 })
    .toContain("<title>Acme Shoes</title>");

  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("button", { name: "Go back to here" }).last().click();
  await page.getByRole("button", { name: "Go back", exact: true }).click();
  for (const host of [main, www])
    await expect.poll(async () => (await ask(host, "/"))?.status, { timeout: 60_000 }).toBe(404);
  expect((await requestShop(name, "/")).status).toBe(200);
});

test("a change pushed by hand is undone by git revert and push", async () => {
  const checkout = await cloneStores(platform.gitUrl);
  try {
    const text = await checkout.read(path);
    const changed = await checkout.push(path, text.replace("Acme Shoes", "Acme Boots"), "rename acme");
    await waitForStore(
      name,
      "Ready as Acme Boots",
      (found) => found?.status.phase === "Ready" && found.displayName === "Acme Boots",
    );
    await checkout.revert(changed);
    await waitForStore(
      name,
      "Ready as Acme Shoes",
      (found) => found?.status.phase === "Ready" && found.displayName === "Acme Shoes",
    );
    expect(await checkout.read(path)).toBe(text);
  } finally {
    await checkout.remove();
  }
});

test("an upgrade to a newer chart keeps the order", async ({ page }) => {
  const checkout = await cloneStores(platform.gitUrl);
  try {
    // Pre-releases: a new store, such as that of a second try, doesn't take them by itself.
    await releaseNewerChart(checkout, "medusa", "1.0.1-next");
    await releaseNewerChart(checkout, "medusa", "1.0.2-broken", {
      "templates/_engine.tpl": (text) => text.replace(/^medusa: .*/m, "medusa: does-not-exist"),
    });
  } finally {
    await checkout.remove();
  }
  await upgrade(page, name, "1.0.1-next", (step) => picture(page, `medusa-10-${step}`));
  await waitForStore(
    name,
    "Ready with the newer chart",
    (found) => found?.status.phase === "Ready" && found.chartVersion === "1.0.1-next",
    120,
  );
  expect((await readOrderInAdmin(name, merchant, order.id)).email).toBe(order.email);
});

test("an upgrade to an image that doesn't exist leaves the shop open, and is undone while its sync still runs", async ({
  page,
}) => {
  const upgraded = await call("POST", `/stores/${name}/upgrade`, {
    chartVersion: "1.0.2-broken",
    reason: "try the next version",
  });
  expect(upgraded.status, JSON.stringify(upgraded.body)).toBe(200);
  const broken = await waitForStore(name, "told that the image is the trouble", (found) =>
    /image .* can't be pulled/.test(found?.status.reason ?? ""),
  );
  expect(broken?.status.phase).toBe("Updating");
  expect((await requestShop(name, "/")).status).toBe(200);
  await openStore(page, name);
  await expect(page.getByText(/can't be pulled/).first()).toBeVisible();
  await picture(page, "medusa-11-bad-image");
  await undoNewestChange(page, name);
  await bringUp();
  expect((await getStore(name))?.chartVersion).toBe("1.0.1-next");
  await openStore(page, name);
  await picture(page, "medusa-12-undone");
});

test("the order is still there while every file is removed and the history rewritten, and after both are undone", async () => {
  const expectOrder = async () => expect((await readOrderInAdmin(name, merchant, order.id)).email).toBe(order.email);
  const checkout = await cloneStores(platform.gitUrl);
  try {
    await rm(join(checkout.folder, "stores"), { recursive: true });
    await checkout.commit("rm -r stores");
    const removed = await checkout.publish();
    await waitForStore(name, "leaving", isLeaving, 60);
    await expectOrder();
    await checkout.revert(removed);
    await bringUp();
    await expectOrder();

    const tip = await onGitServer("rev-parse", "main");
    await forceBranch(await onGitServer("commit-tree", await treeWithout(tip, path), "-m", "a fresh start"));
    try {
      await waitForStore(name, "held", isHeld, 60);
      await expectOrder();
    } finally {
      await forceBranch(tip);
    }
    await bringUp();
    await expectOrder();
  } finally {
    await checkout.remove();
  }
});

test("the repository's log tells the whole story, with who and why", async () => {
  const checkout = await cloneStores(platform.gitUrl);
  try {
    const history = await checkout.log();
    expect(history).toContain(`create store ${name} (medusa 1.0.0)`);
    expect(history).toContain("Storeplane-Actor: ");
    expect(history).toContain("Storeplane-Operation: revert");
    expect(history).toContain("try the next version");
    console.log(history);
  } finally {
    await checkout.remove();
  }
});

test("deleting the store leaves no namespace and no volume within 30 seconds", async ({ page }) => {
  await deleteStore(page, name, (step) => picture(page, `medusa-13-${step}`));
  await waitUntilNothingIsLeft(name);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Stores", exact: true })).toBeVisible();
  await expect(page.getByText("Loading the stores")).toHaveCount(0);
  await expect(page.getByRole("link", { name, exact: true })).toHaveCount(0);
  await picture(page, "medusa-14-deleted");
});
