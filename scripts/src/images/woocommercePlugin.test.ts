import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { layPlugin, pluginArguments, pluginFingerprint, woocommercePlugin } from "./woocommercePlugin.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "storeplane-plugin-"));
  mkdirSync(join(folder, "given"));
  writeFileSync(join(folder, "given", "woocommerce.php"), "<?php");
  writeFileSync(join(folder, "given.zip"), "zip");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sum = "a".repeat(64);

describe("the WooCommerce plugin of the image", () => {
  it("is none unless one is given", () => {
    expect(woocommercePlugin({})).toEqual({ kind: "none" });
    expect(woocommercePlugin({ WOOCOMMERCE_PLUGIN: " " })).toEqual({ kind: "none" });
  });

  it("may be a folder, a zip or a URL with its checksum", () => {
    const given = (WOOCOMMERCE_PLUGIN: string) => woocommercePlugin({ WOOCOMMERCE_PLUGIN, WOOCOMMERCE_SHA256: sum });
    expect(given(join(folder, "given"))).toEqual({ kind: "folder", path: join(folder, "given") });
    expect(given(join(folder, "given.zip"))).toEqual({ kind: "zip", path: join(folder, "given.zip") });
    const url = given("https://example.com/plugin.zip");
    expect(url).toEqual({ kind: "url", url: "https://example.com/plugin.zip", sha256: sum });
    expect(pluginArguments(url)).toEqual({
      WOOCOMMERCE_PLUGIN: "https://example.com/plugin.zip",
      WOOCOMMERCE_SHA256: sum,
    });
  });

  it("is refused, with what to set, where it is no plugin or a URL without a checksum", () => {
    expect(() => woocommercePlugin({ WOOCOMMERCE_PLUGIN: "https://example.com/plugin.zip" })).toThrow(
      "set WOOCOMMERCE_SHA256",
    );
    expect(() => woocommercePlugin({ WOOCOMMERCE_PLUGIN: folder })).toThrow("with woocommerce.php in it");
    expect(() => woocommercePlugin({ WOOCOMMERCE_PLUGIN: join(folder, "missing.zip") })).toThrow("missing.zip");
  });

  it.each(["given", "given.zip"])("makes another image when %s changes", (name) => {
    const read = () => pluginFingerprint(woocommercePlugin({ WOOCOMMERCE_PLUGIN: join(folder, name) }));
    const before = read();
    expect(read()).toBe(before);
    writeFileSync(join(folder, name === "given" ? "given/woocommerce.php" : name), "changed");
    expect(read()).not.toBe(before);
    expect(before).not.toBe(pluginFingerprint({ kind: "none" }));
  });

  it("is laid where the Dockerfile looks for it, and leaves an empty folder where there is none", async () => {
    await layPlugin(woocommercePlugin({ WOOCOMMERCE_PLUGIN: join(folder, "given") }), join(folder, "a"));
    await layPlugin(woocommercePlugin({ WOOCOMMERCE_PLUGIN: join(folder, "given.zip") }), join(folder, "b"));
    await layPlugin({ kind: "none" }, join(folder, "c"));
    const [a, b, c] = ["a", "b", "c"].map((name) => readdirSync(join(folder, name), { recursive: true }));
    expect(a).toEqual(["woocommerce", "woocommerce/woocommerce.php"]);
    expect(b).toEqual(["woocommerce.zip"]);
    expect(c).toEqual([]);
  });
});
