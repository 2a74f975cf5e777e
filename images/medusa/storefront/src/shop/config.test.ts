import { describe, expect, it } from "vitest";
import { parseConfig } from "./config.ts";

const needed = { storeName: "Acme", publishableKey: "pk_1", regionId: "reg_1" };

describe("parseConfig", () => {
  it("keeps what the shop knows and drops the rest", () => {
    expect(parseConfig({ ...needed, accentColor: "#0F766E", tagline: "Hello", other: 1 })).toEqual({
      ...needed,
      accentColor: "#0F766E",
      tagline: "Hello",
    });
  });

  it("leaves out a colour that could carry styles of its own", () => {
    expect(parseConfig({ ...needed, accentColor: "red;background:url(//x)" })).toEqual(needed);
  });

  it("names the missing key", () => {
    expect(() => parseConfig({ ...needed, publishableKey: "" })).toThrow("publishableKey");
    expect(() => parseConfig("nonsense")).toThrow("storeName");
  });
});
