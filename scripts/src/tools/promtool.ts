import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../instance.ts";
import type { Report } from "../platform/progress.ts";
import { extractFromDebianPackage } from "./debianPackages.ts";

const folder = join(cacheFolder, "promtool");

/** Prometheus' own judge of alerting rules; there after `ensurePromtool`. */
export const promtool = join(folder, "promtool");

/** Takes promtool out of Debian's package, unless it is in the cache; where that can't be had, its test is skipped. */
export async function ensurePromtool(report: Report): Promise<void> {
  if (existsSync(promtool)) return;
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, "making-"));
  try {
    await rename(await extractFromDebianPackage("prometheus", ["usr/bin/promtool"], work), promtool);
    report("taken out of Debian's package");
  } catch (error) {
    report(`can't be had, so its test is skipped: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
