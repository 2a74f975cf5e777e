import { describe, expect, it } from "vitest";
import { stringify } from "./queryString.ts";

describe("stringify", () => {
  it("writes flat, nested and listed values", () => {
    expect(decodeURIComponent(stringify({ a: 1, b: { c: "x" }, d: ["y", "z"] }))).toBe("a=1&b[c]=x&d[0]=y&d[1]=z");
  });

  it("leaves out what isn't there", () => {
    expect(stringify({ a: null, b: undefined, c: "" })).toBe("c=");
  });

  it("escapes what a query can't hold", () => {
    expect(stringify({ fields: "*variants.calculated_price,+x" })).toBe("fields=*variants.calculated_price%2C%2Bx");
  });
});
