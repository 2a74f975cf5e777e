import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, realpath, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { markUsed, removeUnusedBinaries } from "./unusedBinaries.ts";

let versions: string;
beforeEach(async () => {
  versions = await realpath(await mkdtemp(join(tmpdir(), "storeplane-versions-")));
});
afterEach(() => rm(versions, { recursive: true, force: true }));

async function version(name: string, daysUnused: number): Promise<string> {
  const folder = join(versions, name);
  await mkdir(folder);
  const program = await promisify(execFile)("which", ["sleep"]);
  await copyFile(program.stdout.trim(), join(folder, "sleep"));
  const at = Date.now() / 1000 - daysUnused * 24 * 60 * 60;
  await utimes(folder, at, at);
  return folder;
}

it("removes binaries that were not used for thirty days, and nothing else", async () => {
  await version("current", 0);
  await version("recent", 29);
  await version("old", 31);
  await markUsed(await version("used-again", 31));
  await writeFile(join(versions, "current.lock"), "");
  await removeUnusedBinaries(versions);
  expect((await readdir(versions)).sort()).toEqual(["current", "current.lock", "recent", "used-again"]);
});

it("leaves binaries that a process runs from, however long ago it was started", async () => {
  const folder = await version("running", 100);
  await version("ended", 100);
  const child = execFile(join(folder, "sleep"), ["60"]);
  try {
    await removeUnusedBinaries(versions);
    expect(await readdir(versions)).toEqual(["running"]);
  } finally {
    child.kill();
  }
});
