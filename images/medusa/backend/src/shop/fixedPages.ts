import type { PageHead } from "./pageHead";
import type { StoreConfig } from "./storeConfig";

/** Pages of the storefront that aren't about a product or a category, by their address without slashes around it. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["search", "Search"],
  ["cart", "Cart"],
  ["checkout", "Checkout"],
  ["account", "Your account"],
  ["account/sign-in", "Sign in"],
  ["account/register", "Create an account"],
  ["find-order", "Find your order"],
]);

/** What these pages say about themselves: none but the first is for search engines. An address that leads nowhere is a 404. */
export function fixedPage(path: string, origin: string, { storeName, tagline }: StoreConfig): PageHead {
  const about = {
    description: tagline ?? `Shop online at ${storeName}.`,
    canonical: `${origin}${path}`,
  };
  if (path === "/") return { ...about, status: 200, title: storeName, indexed: true };
  const name = path.replace(/^\/+|\/+$/g, "");
  const title = TITLES.get(name) ?? (/^order\/[^/]+$/.test(name) ? "Your order" : undefined);
  if (title === undefined) return { ...about, status: 404, title: `Not found · ${storeName}`, indexed: false };
  return { ...about, status: 200, title: `${title} · ${storeName}`, indexed: false };
}
