/** What Git processes that were killed leave behind: locks, and files and folders written by half. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Where they leave it in a repository without a work tree; in `refs` and `objects` at any depth. */
const places = ["", "refs", "objects"];
const leftover = /\.lock$|^tmp_|^\.tmp-/;

/** Paths of all that looks like it, be it dead or in use; none when there is no such folder. */
export async function findLeftovers(gitdir: string): Promise<string[]> {
  const found: string[] = [];
  for (const place of places) {
    const entries = await readdir(join(gitdir, place), { recursive: place !== "", withFileTypes: true }).catch(
      () => [],
    );
    for (const { name, parentPath } of entries) if (leftover.test(name)) found.push(join(parentPath, name));
  }
  return found;
}

/** Removes all of it: only where no process uses the repository. */
export async function removeLeftovers(gitdir: string): Promise<void> {
  for (const path of await findLeftovers(gitdir)) await rm(path, { recursive: true, force: true });
}
