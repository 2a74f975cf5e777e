import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { cacheFolder } from "../instance.ts";
import type { Report } from "../platform/progress.ts";
import { ensureGo } from "./goToolchain.ts";

/** Kinds that stores use on clusters that have them, and which the Kubernetes API server doesn't know by itself. */
const modules = [
  {
    path: "github.com/cert-manager/cert-manager",
    version: "v1.21.2",
    sum: "h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=",
    files: ["deploy/crds/cert-manager.io_certificates.yaml"],
  },
  {
    path: "sigs.k8s.io/gateway-api",
    version: "v1.7.0",
    sum: "h1:duVnm7nO6oXfMMUWfcDoBph47CYR/ME3NGxccOVglaY=",
    files: ["httproutes", "listenersets"].map((kind) => `config/crd/standard/gateway.networking.k8s.io_${kind}.yaml`),
  },
];

const version = createHash("sha256").update(JSON.stringify(modules)).digest("hex").slice(0, 16);

/** Holds one definition of a custom resource per file, after `ensureCustomResources`. */
export const customResourcesFolder = join(cacheFolder, "crds", version);

const downloaded = z.object({ Dir: z.string(), Sum: z.string() });

/**
 * Takes the definitions of cert-manager's and the Gateway API's kinds out of their Go modules, unless they are in the cache.
 * @throws Error when a module can't be had, or isn't what it was
 */
export async function ensureCustomResources(report: Report): Promise<void> {
  if (existsSync(customResourcesFolder)) return;
  const go = await ensureGo(report);
  const draft = `${customResourcesFolder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    for (const { path, version, sum, files } of modules) {
      report(`getting ${path} ${version}`);
      const { stdout } = await execa(go, ["mod", "download", "-json", `${path}@${version}`], {
        cwd: draft,
        env: { GOTOOLCHAIN: "local" },
        timeout: 5 * 60_000,
      });
      const module = downloaded.parse(JSON.parse(stdout));
      if (module.Sum !== sum) throw new Error(`${path} ${version} is not what it was: ${module.Sum} instead of ${sum}`);
      for (const file of files) await copyFile(join(module.Dir, file), join(draft, basename(file)));
    }
    await rename(draft, customResourcesFolder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another clone was quicker.
    if (!existsSync(customResourcesFolder)) throw error;
  }
}
