import { describe, expect, it } from "vitest";
import { fixedPage } from "./fixedPages";

const config = { storeName: "Acme", publishableKey: "pk_1", regionId: "reg_1", countryCode: "us", currencyCode: "usd" };
const at = (path: string) => fixedPage(path, "https://acme.example", config);

describe("fixedPage", () => {
  it("offers only the first page to search engines", () => {
    expect(at("/")).toMatchObject({ status: 200, title: "Acme", indexed: true, canonical: "https://acme.example/" });
  });

  it.each([
    ["/search", "Search · Acme"],
    ["/cart/", "Cart · Acme"],
    ["/account", "Your account · Acme"],
    ["/account/sign-in", "Sign in · Acme"],
    ["/find-order", "Find your order · Acme"],
    ["/order/order_01", "Your order · Acme"],
  ])("names %s and keeps it out of search engines", (path, title) => {
    expect(at(path)).toMatchObject({ status: 200, title, indexed: false });
  });

  it.each(["/no-such-page", "/account/nothing", "/order", "/order/a/b", "/products"])("answers 404 for %s", (path) => {
    expect(at(path)).toMatchObject({ status: 404, title: "Not found · Acme", indexed: false });
  });
});
