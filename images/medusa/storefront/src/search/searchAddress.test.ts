import { describe, expect, it } from "vitest";
import { searchAddress, searchedText } from "./searchAddress.ts";

describe("searchAddress", () => {
  it.each(["shirt", "50 % & more", "çà?q=x#y", ""])("leads to results for %j", (text) => {
    const { pathname, search } = new URL(searchAddress(text), "https://acme.example");
    expect(searchedText({ pathname, search })).toBe(text);
  });
});

describe("searchedText", () => {
  it("is empty outside of the results", () => {
    expect(searchedText({ pathname: "/products/hat", search: "?q=hat" })).toBe("");
  });
});
