import { readdir, readlink, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { unusedKeptMs } from "../instance.ts";

/** Notes that these binaries are used now; see `removeUnusedBinaries`. A cache that can't be written to is nobody's to tidy. */
export async function markUsed(binaries: string): Promise<void> {
  const now = new Date();
  await utimes(binaries, now, now).catch(() => undefined);
}

/** Removes versions of the binaries (a gigabyte each) that nobody has asked for in thirty days, and that no process runs from. */
export async function removeUnusedBinaries(versions: string): Promise<void> {
  const running = await runningPrograms();
  for (const name of await readdir(versions)) {
    const folder = join(versions, name);
    const found = await stat(folder).catch(() => undefined);
    if (!found?.isDirectory() || Date.now() - found.mtimeMs < unusedKeptMs) continue;
    if (running.some((program) => program.startsWith(`${folder}/`))) continue;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Paths of the programs of all processes that this user may look at. */
async function runningPrograms(): Promise<string[]> {
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const programs = await Promise.all(processes.map((pid) => readlink(`/proc/${pid}/exe`).catch(() => undefined)));
  return programs.filter((program) => program !== undefined);
}
