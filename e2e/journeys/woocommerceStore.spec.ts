import { expect, type Page, test } from "@playwright/test";
import { call, getStore, waitForReady, waitForStore } from "../api.ts";
import { waitUntilNothingIsLeft } from "../cluster.ts";
import * as dashboard from "../dashboard.ts";
import { requestShop } from "../platform.ts";
import { buyBlueShirt, openSignIn, sellsWithWoocommerce, signInToAdmin } from "../woocommerceShop.ts";

/** The other engine's store, from a click to nothing left. The steps build on each other, so a failed one skips the rest. */
test.describe.configure({ mode: "serial" });

const name = `hat-house-${Date.now().toString(36)}`;
let order: string | undefined;

/** The shop in a page of its own, as the dashboard's link opens it. */
async function openShop(page: Page): Promise<Page> {
  await dashboard.openStore(page, name);
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Open shop" }).click();
  return opened;
}

const pictured = (page: Page) => (step: string) => dashboard.picture(page, `woocommerce-${step}`);

test("a click in the dashboard creates a WooCommerce store, which becomes Ready and answers", async ({ page }) => {
  await dashboard.createStore(page, { name, displayName: "Hat House", engine: "WooCommerce" }, (step) =>
    pictured(page)(`1-${step}`),
  );
  const answer = await requestShop(name, "/");
  expect(answer.status).toBe(200);
  expect(answer.body).toContain("Hat House");
});

test("a shopper buys the Blue Shirt, cash on delivery", async ({ page }) => {
  test.skip(
    !(await sellsWithWoocommerce(name)),
    "the image was built without the WooCommerce plugin: set WOOCOMMERCE_PLUGIN",
  );
  const shop = await openShop(page);
  order = await buyBlueShirt(shop, pictured(shop));
});

test("the merchant signs in with the credentials that the dashboard shows, and sees the order", async ({ page }) => {
  const credentials = await dashboard.readCredentials(page, name);
  const shop = await openShop(page);
  await signInToAdmin(shop, shop.url(), credentials);
  await pictured(shop)("6-admin");
  if (order === undefined) return;
  await shop.goto(new URL("/wp-admin/admin.php?page=wc-orders", shop.url()).href);
  await expect(shop.getByRole("link", { name: `#${order} Ann Shopper` })).toBeVisible();
  await pictured(shop)("7-orders");
});

test("a password that leaked is made anew, and the former one opens nothing", async ({ page }) => {
  const former = await dashboard.readCredentials(page, name);
  const rotation = { id: "after-the-leak", of: ["admin", "sessions"] };
  const changed = await call("PATCH", `/stores/${name}`, { values: { rotation } }, { "if-match": "*" });
  expect(changed.status, JSON.stringify(changed.body)).toBe(200);
  await waitForReady(name, 120);
  const renewed = await dashboard.readCredentials(page, name);
  expect(renewed.password).not.toBe(former.password);
  const shop = await openShop(page);
  await openSignIn(shop, shop.url());
  await shop.getByLabel("Username or Email Address").fill(former.username);
  await shop.getByLabel("Password", { exact: true }).fill(former.password);
  await shop.getByRole("button", { name: "Log In" }).click();
  await expect(shop.locator("#login_error")).toBeVisible();
  await signInToAdmin(shop, shop.url(), renewed);
});

test("a change is undone by a button, and no request fails while the shop is replaced", async ({ page }) => {
  const failures: string[] = [];
  let asked = 0;
  let over = false;
  const shopping = (async () => {
    for (; !over; asked += 1) {
      const { status, body } = await requestShop(name, "/").catch((error: Error) => ({
        status: 0,
        body: String(error),
      }));
      if (status !== 200) failures.push(`${status} ${body.slice(0, 200)}`);
    }
  })();
  await dashboard.rename(page, name, "Hat Palace");
  await expect.poll(async () => (await getStore(name))?.displayName).toBe("Hat Palace");
  await waitForReady(name, 120);
  await dashboard.undoNewestChange(page, name);
  await expect.poll(async () => (await getStore(name))?.displayName).toBe("Hat House");
  await waitForReady(name, 120);
  over = true;
  await shopping;
  expect(failures).toEqual([]);
  expect(asked).toBeGreaterThan(10);
});

test("a suspended store stops, and comes back with its data", async () => {
  const before = (await requestShop(name, "/wp-json/")).body;
  await call("POST", `/stores/${name}/suspend`, {});
  await waitForStore(name, "Suspended", (found) => found?.status.phase === "Suspended", 60);
  // Its last pod still ends; a request that reaches it then may find the database gone, and waits for nothing.
  const status = () =>
    requestShop(name, "/", { timeoutMs: 2_000 }).then(
      (answer) => answer.status,
      () => 0,
    );
  await expect.poll(status, { timeout: 45_000 }).toBe(503);
  await call("POST", `/stores/${name}/resume`, {});
  await waitForReady(name, 120);
  expect((await requestShop(name, "/wp-json/")).body).toBe(before);
});

test("deleting the store leaves no namespace and no volume within 30 seconds", async ({ page }) => {
  await dashboard.deleteStore(page, name, (step) => pictured(page)(`8-${step}`));
  await waitUntilNothingIsLeft(name);
});
