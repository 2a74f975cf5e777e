import { expect, type Page } from "@playwright/test";
import { requestShop } from "./platform.ts";

/** Whether the shop's image was built with the plugin; without it a store is a WordPress site that sells nothing. */
export async function sellsWithWoocommerce(store: string): Promise<boolean> {
  return (await requestShop(store, "/wp-json/wc/store/v1/products?per_page=1")).status === 200;
}

/** Where a shopper is led when the order is placed. */
const received = /order-received\/(\d+)/;

/** Buys one Blue Shirt as a shopper would, from the shop's front page to the confirmation. @returns the order's number */
export async function buyBlueShirt(shop: Page, picture: (step: string) => Promise<void>): Promise<string> {
  await picture("2-shop");
  await shop.getByRole("link", { name: "Blue Shirt" }).first().click();
  await expect(shop.getByRole("heading", { name: "Blue Shirt", level: 1 })).toBeVisible();
  await expect(shop.getByText("$29.99").first()).toBeVisible();
  await picture("3-product");
  await shop.getByRole("button", { name: "Add to cart" }).first().click();
  await expect(shop.getByText(/added to your cart/)).toBeVisible();
  await shop.goto(new URL("/checkout/", shop.url()).href);
  await shop.getByLabel("Email address").fill("ann@example.com");
  await shop.getByLabel("First name").fill("Ann");
  await shop.getByLabel("Last name").fill("Shopper");
  await shop.getByLabel("Address", { exact: true }).fill("5 Elm Street");
  await shop.getByLabel("City").fill("San Francisco");
  await shop.getByLabel(/ZIP Code/).fill("94110");
  await expect(shop.getByText("Cash on delivery").first()).toBeVisible();
  await picture("4-checkout");
  // While the address is still being sent, WooCommerce swallows the click: a shopper clicks again.
  await expect(async () => {
    if (!received.test(shop.url())) await shop.getByRole("button", { name: "Place Order" }).click({ timeout: 3_000 });
    await shop.waitForURL(received, { timeout: 10_000 });
  }).toPass({ timeout: 60_000 });
  await expect(shop.getByText(/Thank you/)).toBeVisible();
  await picture("5-confirmation");
  const [, number = ""] = received.exec(shop.url()) ?? [];
  expect(number).toMatch(/^\d+$/);
  return number;
}

/** Opens the form to sign in with. */
export async function openSignIn(shop: Page, address: string): Promise<void> {
  await shop.goto(new URL("/wp-login.php", address).href);
  // WordPress moves the focus there a moment after the page has come: what is typed elsewhere meanwhile would end up in it.
  await expect(shop.getByLabel("Username or Email Address")).toBeFocused();
}

/** Signs in to the shop's admin as the merchant. */
export async function signInToAdmin(
  shop: Page,
  address: string,
  credentials: { username: string; password: string },
): Promise<void> {
  await openSignIn(shop, address);
  await shop.getByLabel("Username or Email Address").fill(credentials.username);
  await shop.getByLabel("Password", { exact: true }).fill(credentials.password);
  await shop.getByRole("button", { name: "Log In" }).click();
  await expect(shop.getByRole("heading", { name: "Dashboard", exact: true })).toBeVisible();
}
