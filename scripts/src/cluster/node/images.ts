import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Instance } from "../../instance.ts";
import type { Report } from "../../platform/progress.ts";
import type { ImageArchive } from "../cluster.ts";
import { ctr } from "./containerd.ts";
import { nodeFiles } from "./nodeFiles.ts";

const importTimeoutMs = 5 * 60_000;
const importedSchema = z.record(z.string(), z.string());

/** Tells one content of an archive from another without reading hundreds of megabytes. */
async function fingerprint(archive: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(archive);
  return `${size}-${mtimeMs}-${ino}`;
}

/** Imports the images that the node doesn't have yet, or has from an archive that has changed since. */
export async function importImages(instance: Instance, images: readonly ImageArchive[], report: Report): Promise<void> {
  const file = join(nodeFiles(instance).folder, "images.json");
  const imported = importedSchema.parse(JSON.parse(await readFile(file, "utf8").catch(() => "{}")));
  const present = new Set((await ctr(instance, ["images", "list", "--quiet"])).split("\n"));
  for (const { reference, archive } of images) {
    const wanted = await fingerprint(archive);
    if (imported[reference] === wanted && present.has(reference)) continue;
    report(`importing ${reference}`);
    await ctr(instance, ["images", "import", "--digests=false", archive], importTimeoutMs);
    const now = new Set((await ctr(instance, ["images", "list", "--quiet"])).split("\n"));
    if (!now.has(reference)) throw new Error(`The archive ${archive} holds no image named ${reference}.`);
    imported[reference] = wanted;
    await writeFile(`${file}.draft`, JSON.stringify(imported));
    await rename(`${file}.draft`, file);
  }
  report(`${images.length} images are on the node`);
}
