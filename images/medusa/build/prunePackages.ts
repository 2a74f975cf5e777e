import { execFileSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";

/** Looked up by name at boot, never loaded as a module, so that no trace sees it. */
const LOOKED_UP = ["@medusajs/draft-order", "@medusajs/dashboard"];
/** Of a looked-up package only this is needed. */
const ONLY_MANIFEST = new Set(["@medusajs/dashboard"]);
/** What only developers read. */
const excluded = [
  "*.d.ts",
  "*.d.mts",
  "*.d.cts",
  "*.map",
  "*.md",
  "*.markdown",
  "*.tsbuildinfo",
  "*.flow",
  "__tests__",
  "__mocks__",
]
  .map((pattern) => `--exclude='${pattern}'`)
  .join(" ");

/** Copies the traced packages, each without what only developers read, to another `node_modules`. Returns how many. */
export async function prunePackages(from: string, to: string, traceFile: string): Promise<number> {
  const traced = (await readFile(traceFile, "utf8")).split("\n").filter(Boolean);
  const folders = new Set([
    ...traced.filter((folder) => folder.startsWith(`${from}/`)).map((folder) => relative(from, folder)),
    ...LOOKED_UP,
  ]);
  await rm(to, { recursive: true, force: true });
  for (const folder of folders) await copyPackage(from, to, folder);
  return folders.size;
}

async function copyPackage(from: string, to: string, folder: string): Promise<void> {
  const source = join(from, folder);
  if (ONLY_MANIFEST.has(folder)) {
    await mkdir(join(to, folder), { recursive: true });
    await cp(join(source, "package.json"), join(to, folder, "package.json"));
    return;
  }
  // Packages nested in this one are copied by themselves, if they were loaded.
  const target = join(to, folder);
  await mkdir(target, { recursive: true });
  execFileSync("sh", [
    "-c",
    `tar -C "$1" --exclude=./node_modules ${excluded} -cf - . | tar -C "$2" -xf -`,
    "sh",
    source,
    target,
  ]);
}

/** The sizes of the largest packages in a `node_modules`, for the build's log; in MB. */
export async function largestPackages(folder: string, count: number): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith("."));
  const lines = execFileSync("du", ["-sm", ...names], { cwd: folder, encoding: "utf8" })
    .trim()
    .split("\n");
  return lines.sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10)).slice(0, count);
}
