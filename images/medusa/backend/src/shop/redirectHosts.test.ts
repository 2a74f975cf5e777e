import { expect, it } from "vitest";
import { redirectTarget } from "./redirectHosts";

const env = { REDIRECT_HOSTS: "www.acme.example acme.net", SHOP_ORIGIN: "https://acme.example" };

it.each([
  ["www.acme.example", "/products/hat?size=m", "https://acme.example/products/hat?size=m"],
  ["WWW.acme.example:7480", "/", "https://acme.example/"],
  ["acme.example", "/", undefined],
  ["10.0.0.7:9000", "/health", undefined],
  ["", "/", undefined],
  [undefined, "/", undefined],
])("a request to %s for %s is sent to %s", (host, path, target) => {
  expect(redirectTarget(env, host, path)).toBe(target);
});

it("no host is sent on where none redirects", () => {
  expect(redirectTarget({ SHOP_ORIGIN: "https://acme.example" }, "", "/")).toBeUndefined();
});
