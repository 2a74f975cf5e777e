import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { projectFolder } from "../instance.ts";
import { layPlugin, type WoocommercePlugin } from "./woocommercePlugin.ts";

/** Lays out the context of `images/woocommerce/Dockerfile`. */
export async function makeWoocommerceContext(plugin: WoocommercePlugin, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const images = join(projectFolder, "images");
  await cp(join(images, "woocommerce"), join(folder, "woocommerce"), { recursive: true });
  await cp(join(images, "collect-root.sh"), join(folder, "collect-root.sh"));
  await layPlugin(plugin, join(folder, "plugin"));
}
