import { expect, test } from "vitest";
import { domainsOf, hostIn, withDomain, withMain, withoutDomain } from "./domainList.ts";

const values = {
  domains: [{ host: "a.example", main: true }, { host: "www.a.example", redirect: true, note: "kept" }, "nonsense"],
};

test("what stands in the values is read, and what is no domain is left out", () => {
  expect(domainsOf(values)).toEqual([
    { host: "a.example", main: true, redirect: false },
    { host: "www.a.example", main: false, redirect: true },
  ]);
  expect(domainsOf({ domains: "a" })).toEqual([]);
  expect(domainsOf(undefined)).toEqual([]);
});

test("a domain comes and goes, and the last one takes the list along", () => {
  expect(withDomain({}, "a.example", false)).toEqual([{ host: "a.example" }]);
  expect(withDomain({ domains: [{ host: "a.example" }] }, "b.example", true)).toEqual([
    { host: "a.example" },
    { host: "b.example", redirect: true },
  ]);
  expect(withoutDomain(values, "a.example")).toEqual([{ host: "www.a.example", redirect: true, note: "kept" }]);
  expect(withoutDomain({ domains: [{ host: "a.example" }] }, "a.example")).toBeNull();
});

test("one domain is the main one, which redirects nowhere, or none is", () => {
  expect(withMain(values, "www.a.example")).toEqual([
    { host: "a.example" },
    { host: "www.a.example", note: "kept", main: true },
  ]);
  expect(withMain(values, undefined)).toEqual([
    { host: "a.example" },
    { host: "www.a.example", redirect: true, note: "kept" },
  ]);
});

test.each([
  [" https://WWW.Acme.example/shop?x=1 ", "www.acme.example"],
  ["acme.example.", "acme.example"],
  ["acme.example:8080", "acme.example"],
  ["acme", undefined],
  ["acme..example", undefined],
  ["ac me.example", undefined],
  ["10.0.0.1", undefined],
  ["", undefined],
])("%j is the host %s", (text, host) => {
  expect(hostIn(text)).toBe(host);
});
