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
  await shop.getByLabel("Address", { exact: true }).fill("5 Elm Street");
  await shop.getByLabel("City").fill("Austin");
  await shop.getByLabel("Postal code").fill("78701");
  await picture("07-checkout");
  await shop.getByRole("button", { name: "Place order" }).click();
  await expect(shop.getByRole("heading", { name: /Thank you/ })).toBeVisible({ timeout: 30_000 });
  await picture("08-confirmation");
  const id = new URL(shop.url()).pathname.split("/").pop() ?? "";
  expect(id).toMatch(/^order_/);
  return { id, email };
}

/** Reads an order back through Medusa's admin API, signed in as the merchant. */
export async function readOrderInAdmin(
  store: string,
  credentials: { username: string; password: string },
  id: string,
): Promise<{ email: string; items: { title: string }[] }> {
  const signIn = await requestShop(store, "/auth/user/emailpass", {
    json: { email: credentials.username, password: credentials.password },
  });
  const { token } = z.object({ token: z.string() }).parse(JSON.parse(signIn.body));
  const answer = await requestShop(store, `/admin/orders/${id}?fields=%2Bemail`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const found = order.parse(JSON.parse(answer.body)).order;
  return { email: found.email, items: found.items.map((item) => ({ title: item.product_title ?? item.title })) };
}
