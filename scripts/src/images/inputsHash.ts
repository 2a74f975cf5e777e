import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** Folders that are made, not written. */
const MADE = new Set(["node_modules", "dist", ".medusa"]);

/** All files below a folder (or the one file), sorted, without what is made from others. */
export function sourceFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !MADE.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? sourceFiles(join(path, entry.name)) : [join(path, entry.name)]));
}

/**
 * Twelve hex digits that change when any of the files (name below `base`, executable bit, content) or of the texts changes.
 * @param paths files and folders below `base`
 */
export function inputsHash(base: string, paths: readonly string[], texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => sourceFiles(join(base, path)))) {
    const content = readFileSync(file);
    hash.update(`${relative(base, file)}\0${statSync(file).mode & 0o100 ? "x" : "-"}\0${content.length}\0`);
    hash.update(content);
  }
  for (const text of texts) hash.update(`${text.length}\0${text}`);
  return hash.digest("hex").slice(0, 12);
}
