import { expect, it } from "vitest";
import { domainsOf, shopOrigin } from "./domains.ts";

it("a list that holds something else gives what is a domain, at its place", () => {
  expect(domainsOf({ domains: ["x", { host: "a.example", main: true }, { host: 7 }] })).toEqual([
    { host: "a.example", main: true, redirect: false, index: 1 },
  ]);
  expect(domainsOf({ domains: "a.example" })).toEqual([]);
  expect(domainsOf({})).toEqual([]);
});

it.each([
  [{}, "http://acme.localhost:7480"],
  [{ domains: [{ host: "a.example" }] }, "http://acme.localhost:7480"],
  [{ domains: [{ host: "a.example", main: true }] }, "http://a.example:7480"],
  [{ domains: [{ host: "a.example", main: true }], tls: { issuer: "", secretName: "" } }, "http://a.example:7480"],
  [{ domains: [{ host: "a.example", main: true }], tls: { issuer: "le" } }, "https://a.example"],
  [{ domains: [{ host: "a.example", main: true }], tls: { secretName: "mine" } }, "https://a.example"],
])("the origin of a shop with %j is %s", (values, origin) => {
  expect(shopOrigin(values, "http://acme.localhost:7480")).toBe(origin);
});
