import { describe, expect, it } from "vitest";
import { contrast, readable, textOn } from "./accent.ts";

describe("textOn", () => {
  it("is white on a dark accent and ink on a light one", () => {
    expect(textOn("#0f766e")).toBe("#ffffff");
    expect(textOn("#facc15")).toBe("#1c1917");
  });

  it("can be read on every accent", () => {
    for (let hue = 0; hue < 4096; hue += 7) {
      const accent = `#${hue.toString(16).padStart(3, "0").replace(/./g, "$&$&")}`;
      expect(contrast(textOn(accent), accent), accent).toBeGreaterThanOrEqual(4.1);
    }
  });
});

describe("readable", () => {
  it("leaves a dark accent alone and darkens a light one until it can be read", () => {
    expect(readable("#0f766e")).toBe("#0f766e");
    expect(contrast(readable("#facc15"), "#fbfaf7")).toBeGreaterThanOrEqual(4.5);
  });
});
