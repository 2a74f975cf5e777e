import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { inputsHash } from "./inputsHash.ts";

/**
 * The WooCommerce plugin that the shop's image gets: `none`, so that it holds WordPress alone; a URL with the checksum of what it leads
 * to; the plugin's zip; or its folder.
 */
export type WoocommercePlugin =
  | { readonly kind: "none" }
  | { readonly kind: "url"; readonly url: string; readonly sha256: string }
  | { readonly kind: "zip" | "folder"; readonly path: string };

/**
 * Reads `WOOCOMMERCE_PLUGIN` and, for a URL, `WOOCOMMERCE_SHA256`.
 * @throws Error that says what to set when they lead to no plugin
 */
export function woocommercePlugin(environment: Readonly<Record<string, string | undefined>>): WoocommercePlugin {
  const given = environment.WOOCOMMERCE_PLUGIN?.trim();
  if (!given) return { kind: "none" };
  if (/^https?:\/\//.test(given)) {
    const sha256 = environment.WOOCOMMERCE_SHA256 ?? "";
    if (!/^[0-9a-f]{64}$/.test(sha256)) {
      throw new Error("WOOCOMMERCE_PLUGIN is a URL: set WOOCOMMERCE_SHA256 to the SHA-256 sum of what it leads to.");
    }
    return { kind: "url", url: given, sha256 };
  }
  const path = resolve(given);
  if (existsSync(path) && statSync(path).isFile() && path.endsWith(".zip")) return { kind: "zip", path };
  if (existsSync(join(path, "woocommerce.php"))) return { kind: "folder", path };
  throw new Error(
    `WOOCOMMERCE_PLUGIN is "${given}": set it to the plugin's zip, to its unpacked folder (with woocommerce.php in it), or to a URL with WOOCOMMERCE_SHA256.`,
  );
}

/** Text that changes with the plugin's content. */
export function pluginFingerprint(plugin: WoocommercePlugin): string {
  if (plugin.kind === "none") return "";
  if (plugin.kind === "url") return `${plugin.url} ${plugin.sha256}`;
  if (plugin.kind === "folder") return inputsHash(dirname(plugin.path), [basename(plugin.path)], []);
  return createHash("sha256").update(readFileSync(plugin.path)).digest("hex");
}

/** Lays the plugin into the folder `plugin` of a build context, which is empty where the image gets none, or fetches it itself. */
export async function layPlugin(plugin: WoocommercePlugin, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (plugin.kind === "zip") await cp(plugin.path, join(folder, "woocommerce.zip"));
  if (plugin.kind === "folder") await cp(plugin.path, join(folder, "woocommerce"), { recursive: true });
}

/** What the Dockerfile is told. */
export function pluginArguments(plugin: WoocommercePlugin): Record<string, string> {
  return plugin.kind === "url" ? { WOOCOMMERCE_PLUGIN: plugin.url, WOOCOMMERCE_SHA256: plugin.sha256 } : {};
}
