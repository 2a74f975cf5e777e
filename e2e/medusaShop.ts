import { expect, type Page } from "@playwright/test";
import { z } from "zod";
import { requestShop } from "./platform.ts";

const order = z.object({
  order: z.object({
    id: z.string(),
    email: z.string(),
    items: z.array(z.object({ title: z.string(), product_title: z.string().nullish() })),
  }),
});

const shopConfig = z.object({ publishableKey: z.string(), regionId: z.string() });

/** Makes a cart as the shop's pages do. @throws when the shop doesn't */
export async function makeCart(store: string): Promise<void> {
  const config = shopConfig.parse(JSON.parse((await requestShop(store, "/config.json")).body));
  const made = await requestShop(store, "/store/carts", {
    headers: { "x-publishable-api-key": config.publishableKey },
    json: { region_id: config.regionId },
  });
  if (made.status !== 200) throw new Error(`The shop made no cart: ${made.status} ${made.body.slice(0, 200)}`);
}

/** Buys one Blue Shirt as a shopper would, from the shop's front page to the confirmation. */
export async function buyBlueShirt(
  shop: Page,
  picture: (step: string) => Promise<void>,
): Promise<{ id: string; email: string }> {
  const email = "ann@example.com";
  await picture("05-shop");
  await shop
    .getByRole("link", { name: /Blue Shirt/ })
    .first()
    .click();
  await expect(shop.getByRole("heading", { name: "Blue Shirt" })).toBeVisible();
  await picture("06-product");
  await shop.getByRole("button", { name: "Add to cart" }).click();
  await shop
    .getByRole("link", { name: "Checkout" })
    .or(shop.getByRole("button", { name: "Checkout" }))
    .first()
    .click();
  await shop.getByLabel("Email").fill(email);
  await shop.getByLabel("First name").fill("Ann");
  await shop.getByLabel("Last name").fill("Shopper");
  await fillAddress(shop);
  await picture("07-checkout");
  await placeOrder(shop);
  await picture("08-confirmation");
  const id = new URL(shop.url()).pathname.split("/").pop() ?? "";
  expect(id).toMatch(/^order_/);
  return { id, email };
}

async function fillAddress(shop: Page): Promise<void> {
  await shop.getByLabel("Address", { exact: true }).fill("5 Elm Street");
  await shop.getByLabel("City").fill("Austin");
  await shop.getByLabel("Postal code").fill("78701");
}

async function placeOrder(shop: Page): Promise<void> {
  await shop.getByRole("button", { name: "Place order" }).click();
  await expect(shop.getByRole("heading", { name: /Thank you/ })).toBeVisible({ timeout: 30_000 });
}

/** Finds a shirt by search, registers on the way to the checkout, orders, and sees the order in the account and, signed out, as a guest. */
export async function buyWithAccount(shop: Page, picture: (step: string) => Promise<void>): Promise<void> {
  const email = `bea.${Date.now().toString(36)}@example.com`;
  await shop.getByRole("searchbox", { name: "Search the shop" }).fill("striped");
  await expect(shop.getByRole("heading", { name: "Results for “striped”" })).toBeVisible();
  await picture("08a-search");
  await shop.getByRole("link", { name: /Striped Shirt/ }).click();
  await shop.getByRole("button", { name: "Add to cart" }).click();
  await shop.getByRole("link", { name: "Checkout" }).click();
  await shop.getByRole("link", { name: "Sign in" }).click();
  await shop.getByRole("link", { name: "Create an account" }).click();
  await shop.getByLabel("First name").fill("Bea");
  await shop.getByLabel("Last name").fill("Shopper");
  await shop.getByLabel("Email").fill(email);
  await shop.getByLabel("Password").fill("a long enough password");
  await picture("08b-register");
  await shop.getByRole("button", { name: "Create account" }).click();
  await expect(shop.getByRole("heading", { name: "Checkout" })).toBeVisible();
  await expect(shop.getByLabel("Email")).toHaveValue(email);
  await expect(shop.getByLabel("First name")).toHaveValue("Bea");
  await fillAddress(shop);
  await placeOrder(shop);
  const number = (await shop.getByTestId("order-number").textContent()) ?? "";
  const address = new URL(shop.url()).pathname;

  await shop.getByRole("banner").getByRole("link", { name: "Your account" }).click();
  await expect(shop.getByRole("link", { name: `Order ${number}` })).toHaveAttribute("href", address);
  await picture("08c-account");
  await shop.getByRole("button", { name: "Sign out" }).click();
  await expect(shop.getByRole("heading", { name: "Sign in" })).toBeVisible();

  await shop.getByRole("contentinfo").getByRole("link", { name: "Find your order" }).click();
  await expect(shop.getByRole("heading", { name: "Find your order" })).toBeVisible();
  await shop.getByLabel("Email").fill("somebody.else@example.com");
  await shop.getByLabel("Order number").fill(number);
  await shop.getByRole("button", { name: "Find order" }).click();
  await expect(shop.getByRole("alert")).toContainText("No order has this email and this number");
  await shop.getByLabel("Email").fill(email);
  await shop.getByRole("button", { name: "Find order" }).click();
  await expect(shop).toHaveURL((found) => found.pathname === address);
  await expect(shop.getByRole("heading", { name: "Your order", exact: true })).toBeVisible();
  await picture("08d-found");
}

/** Who signs in to a shop's admin. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Medusa's admin API, signed in as the merchant. */
export async function openAdmin(
  store: string,
  { username, password }: Credentials,
): Promise<(path: string, options?: { readonly method?: string; readonly json?: unknown }) => Promise<unknown>> {
  const signIn = await requestShop(store, "/auth/user/emailpass", { json: { email: username, password } });
  const { token } = z.object({ token: z.string() }).parse(JSON.parse(signIn.body));
  return async (path, options = {}) => {
    const answer = await requestShop(store, `/admin${path}`, {
      ...options,
      headers: { authorization: `Bearer ${token}` },
    });
    return JSON.parse(answer.body);
  };
}

/** Reads an order back through Medusa's admin API, signed in as the merchant. */
export async function readOrderInAdmin(
  store: string,
  credentials: Credentials,
  id: string,
): Promise<{ email: string; items: { title: string }[] }> {
  const admin = await openAdmin(store, credentials);
  const found = order.parse(await admin(`/orders/${id}?fields=%2Bemail`)).order;
  return { email: found.email, items: found.items.map((item) => ({ title: item.product_title ?? item.title })) };
}
