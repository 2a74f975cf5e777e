import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { cacheFolder } from "../instance.ts";
import type { Report } from "../platform/progress.ts";
import { extractFromDebianPackage } from "./debianPackages.ts";

/** Where a program that is taken out of a Debian package is kept. */
export const packagedProgram = (name: string): string => join(cacheFolder, name, name);

/**
 * Takes a program out of a Debian package, unless it is in the cache.
 * @param program what `packagedProgram` says
 * @throws Error when the package can't be downloaded or doesn't hold it
 */
export async function ensurePackagedProgram(program: string, debianPackage: string, report: Report): Promise<void> {
  if (existsSync(program)) return;
  const folder = dirname(program);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, "making-"));
  try {
    await rename(await extractFromDebianPackage(debianPackage, [`usr/bin/${basename(program)}`], work), program);
    report("taken out of Debian's package");
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
