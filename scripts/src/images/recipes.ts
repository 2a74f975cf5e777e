import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { cacheFolder, projectFolder } from "../instance.ts";
import type { ImageBuild, Surroundings } from "./builder.ts";
import { type ImageList, type ImageName, imageReference } from "./imageList.ts";
import { inputsHash } from "./inputsHash.ts";
import { lockedPackages } from "./lockedPackages.ts";
import { makeMedusaContext } from "./medusaContext.ts";
import { makeWoocommerceContext } from "./woocommerceContext.ts";
import { pluginArguments, pluginFingerprint, woocommercePlugin } from "./woocommercePlugin.ts";

/** Raise it when the way of building changes what comes out. */
const RECIPE = "1";
const images = join(projectFolder, "images");

/** Images that Dockerfiles start from, by the name of their argument; none where the official ones can be had. */
export interface Foundations {
  base(): Promise<Readonly<Record<string, string>>>;
  tools(): Promise<Readonly<Record<string, string>>>;
  wordpress(): Promise<Readonly<Record<string, string>>>;
}

/** What the making of an image needs. */
export interface Kit {
  readonly surroundings: Surroundings;
  readonly foundations: Foundations;
  readonly progress: (detail: string) => void;
}

interface Recipe {
  /** Files and folders below the project whose change makes another image. */
  readonly sources: readonly string[];
  /** What else does. */
  texts?(list: ImageList): Promise<readonly string[]>;
  describe(kit: Kit): Promise<Omit<ImageBuild, "reference">>;
}

/** A small server, built from its folder alone. */
const server = (name: ImageName): Recipe => ({
  sources: [`images/${name}`],
  async describe({ foundations, progress }) {
    const args = await foundations.base();
    progress(`${name}: installing packages`);
    return { context: images, dockerfile: join(images, name, "Dockerfile"), args, secrets: {} };
  },
});

const medusa: Recipe = {
  sources: ["images/medusa/Dockerfile", "images/medusa/backend", "images/medusa/build", "images/medusa/storefront"],
  async texts(list) {
    const lock = await readFile(join(projectFolder, "package-lock.json"), "utf8");
    return [list.node, ...lockedPackages(lock, "images/medusa/storefront")];
  },
  async describe({ surroundings, foundations, progress }) {
    const context = join(cacheFolder, "build/medusa");
    progress("medusa: building the storefront");
    await makeMedusaContext(surroundings, context);
    const args = await foundations.tools();
    progress("medusa: installing, compiling, migrating, tracing (minutes the first time)");
    return { context, dockerfile: join(images, "medusa/Dockerfile"), args, secrets: machineSecrets() };
  },
};

const woocommerce: Recipe = {
  sources: ["images/woocommerce"],
  texts: async (list) => [JSON.stringify(list.wordpress), pluginFingerprint(woocommercePlugin(process.env))],
  async describe({ foundations, progress }) {
    const context = join(cacheFolder, "build/woocommerce");
    const plugin = woocommercePlugin(process.env);
    if (plugin.kind === "none") {
      progress(
        "woocommerce: no plugin is given (WOOCOMMERCE_PLUGIN), so its stores will be WordPress sites without a shop",
      );
    }
    await makeWoocommerceContext(plugin, context);
    const args = { ...(await foundations.base()), ...(await foundations.wordpress()), ...pluginArguments(plugin) };
    progress("woocommerce: installing packages, the shop and its database");
    return { context, dockerfile: join(images, "woocommerce/Dockerfile"), args, secrets: {} };
  },
};

/** How each image is made, in the order in which stores can first be made. */
export const recipes: Readonly<Record<ImageName, Recipe>> = {
  postgres: server("postgres"),
  redis: server("redis"),
  medusa,
  mariadb: server("mariadb"),
  woocommerce,
  backup: server("backup"),
};

/** Changes with whatever an image is made of. */
export async function imageHash(list: ImageList, name: ImageName): Promise<string> {
  const { sources, texts } = recipes[name];
  return inputsHash(
    projectFolder,
    ["images/collect-root.sh", ...sources],
    [RECIPE, imageReference(list, name), process.arch, ...((await texts?.(list)) ?? [])],
  );
}

/** The machine's way to its package registry, where it has one of its own. */
function machineSecrets(): Record<string, string> {
  const candidates = {
    npmrc: process.env.NPM_CONFIG_USERCONFIG || join(homedir(), ".npmrc"),
    authorities: process.env.NODE_EXTRA_CA_CERTS || "/etc/ssl/certs/ca-certificates.crt",
  };
  return Object.fromEntries(Object.entries(candidates).filter(([, file]) => existsSync(file)));
}
