import { runGit } from "./gitProcess.ts";

/** Each commit leaves about five, each batch a pack; reading stays quick up to here. */
const mostLooseObjects = 4000;
const mostPacks = 40;
const limitMs = 10 * 60_000;

/**
 * Housekeeping that Git would do by itself in an ordinary clone, when there is something to do; safe beside everything else.
 * @throws GitProcessError
 */
export async function tidyRepository(gitdir: string): Promise<void> {
  const counts = (await runGit(["count-objects", "-v"], { gitdir, limitMs: 60_000 })).toString("latin1");
  const count = (what: string) => Number(new RegExp(`^${what}: (\\d+)$`, "m").exec(counts)?.[1] ?? 0);
  if (count("count") <= mostLooseObjects && count("packs") <= mostPacks) return;
  // Packs grow in a geometric progression: what is big already is seldom packed again.
  await runGit(["repack", "-d", "--geometric=2", "--quiet"], { gitdir, limitMs });
  await runGit(["prune-packed", "--quiet"], { gitdir, limitMs });
  await runGit(["commit-graph", "write", "--reachable", "--no-progress"], { gitdir, limitMs });
}
