/** What Git processes that were killed while they pushed or tidied have left: with a branch's lock in its place, every later push fails. */
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findLeftovers } from "@storeplane/control-api/git/leftovers.ts";

/** Milliseconds after which nothing is left of what a killed server had started: its processes lose whom they talk to. */
const longestOutlivedMs = 5_000;
/** Milliseconds that no push or housekeeping takes. */
const longestWorkMs = 60 * 60_000;

/**
 * Removes what lies there for longer than its work can take: objects after an hour.
 * @param longestLockMs after which a lock of a branch or a setting is a dead one's
 */
export async function removeDeadLeftovers(repository: string, longestLockMs: number): Promise<void> {
  for (const path of await findLeftovers(repository)) {
    const limitMs = isLock(repository, path) ? longestLockMs : longestWorkMs;
    if ((await ageOf(path)) > limitMs) await rm(path, { recursive: true, force: true });
  }
}

/** The same where no server runs, or none but one that was killed just now: then it waits five seconds with a lock that it left. */
export async function removeLeftoversOfKilledServer(repository: string): Promise<void> {
  const locks = (await findLeftovers(repository)).filter((path) => isLock(repository, path));
  const ages = await Promise.all(locks.map(ageOf));
  if (ages.some((age) => age <= longestOutlivedMs)) await sleep(longestOutlivedMs);
  await removeDeadLeftovers(repository, longestOutlivedMs);
}

const isLock = (repository: string, path: string) => !path.startsWith(join(repository, "objects/"));

/** Milliseconds since it was written; none when it is gone. */
async function ageOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found ? Date.now() - found.mtimeMs : 0;
}
