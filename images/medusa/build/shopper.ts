/** One complete order, placed the way a shopper's browser does, and read back the way the shop's owner does. */
export interface PlacedOrder {
  readonly id: string;
  /** As shoppers are told it. */
  readonly number: number;
  readonly total: number;
  readonly email: string;
  /** Seconds that each part took, in order. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** Who may look at the order afterwards. */
export interface Login {
  readonly email: string;
  readonly password: string;
}

const TIMEOUT_MS = 30_000;

/** What lies at a path in an answer; undefined when there is nothing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

function text(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  if (typeof found !== "string")
    throw new Error(`An answer has no text at ${path.join(".")}: ${JSON.stringify(value).slice(0, 300)}`);
  return found;
}

function find(items: unknown, what: string, wanted: (item: unknown) => boolean): unknown {
  const found = Array.isArray(items) ? items.find(wanted) : undefined;
  if (found === undefined) throw new Error(`The shop has no ${what}.`);
  return found;
}

/** Sends JSON and returns JSON. @throws Error with method, address, status and the start of the answer unless it is a 2xx. */
async function call(url: string, headers: Record<string, string>, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${body === undefined ? "GET" : "POST"} ${url}: ${response.status} ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

/**
 * Buys two of a product's first variant in the default region and reads the order back as admin.
 * @param origin where the shop answers, e.g. `http://127.0.0.1:9000`
 * @throws Error that names the call which failed, or what of the order is wrong
 */
export async function placeOrder(origin: string, login: Login, handle = "blue-shirt"): Promise<PlacedOrder> {
  const seconds: Record<string, number> = {};
  let mark = performance.now();
  const lap = (name: string) => {
    seconds[name] = Number(((performance.now() - mark) / 1000).toFixed(3));
    mark = performance.now();
  };

  const config = await call(`${origin}/config.json`, {});
  const key = { "x-publishable-api-key": text(config, "publishableKey") };
  const region = text(config, "regionId");
  const fields = "*variants.calculated_price,%2Bvariants.inventory_quantity";
  const products = at(await call(`${origin}/store/products?region_id=${region}&fields=${fields}`, key), "products");
  const product = find(products, `product ${handle}`, (item) => at(item, "handle") === handle);
  const variant = find(at(product, "variants"), "variant", () => true);
  lap("browse");

  const cart = text(await call(`${origin}/store/carts`, key, { region_id: region }), "cart", "id");
  const cartUrl = `${origin}/store/carts/${cart}`;
  await call(`${cartUrl}/line-items`, key, { variant_id: text(variant, "id"), quantity: 2 });
  lap("cart");

  const email = "ann@example.com";
  const address = {
    first_name: "Ann",
    last_name: "Shopper",
    address_1: "5 Elm Street",
    city: "Austin",
    province: "us-tx",
    postal_code: "78701",
    country_code: text(config, "countryCode"),
    phone: "5551234",
  };
  await call(cartUrl, key, { email, shipping_address: address, billing_address: address });
  const options = at(await call(`${origin}/store/shipping-options?cart_id=${cart}`, key), "shipping_options");
  const option = find(options, "shipping option Standard", (item) => at(item, "name") === "Standard");
  await call(`${cartUrl}/shipping-methods`, key, { option_id: text(option, "id") });
  const payments = `${origin}/store/payment-collections`;
  const payment = text(await call(payments, key, { cart_id: cart }), "payment_collection", "id");
  await call(`${payments}/${payment}/payment-sessions`, key, { provider_id: "pp_system_default" });
  const order = at(await call(`${cartUrl}/complete`, key, {}), "order");
  const id = text(order, "id");
  lap("checkout");

  const token = text(await call(`${origin}/auth/user/emailpass`, {}, login), "token");
  const admin = { authorization: `Bearer ${token}` };
  const read = at(await call(`${origin}/admin/orders/${id}?fields=%2Bemail,*items`, admin), "order");
  const item = find(at(read, "items"), "item in the order", () => true);
  if (at(read, "email") !== email || at(item, "quantity") !== 2 || at(item, "product_handle") !== handle) {
    throw new Error(`The admin sees another order than was placed: ${JSON.stringify(read).slice(0, 500)}`);
  }
  lap("read back");
  return { id, number: Number(at(order, "display_id")), total: Number(at(order, "total")), email, seconds };
}
