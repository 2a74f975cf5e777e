import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EngineChart, releaseChart, releasePath } from "./engineCharts.ts";
import { commitAll, workTreeGit } from "./workTree.ts";

const mostAttempts = 3;

export interface Releases {
  /** Charts that the repository lacked, as `<engine> <version>`. */
  readonly released: readonly string[];
  /** Charts whose files differ from the release of the same version, which stays as it is: they need a new version. */
  readonly differing: readonly string[];
}

export const nameOf = (chart: EngineChart) => `${chart.name} ${chart.version}`;

/** Adds to a work tree what it lacks of the charts. A released chart is never touched. */
export async function addReleases(workTree: string, charts: readonly EngineChart[]): Promise<Releases> {
  const released: string[] = [];
  const differing: string[] = [];
  for (const chart of charts) {
    const isNew = !(await exists(join(workTree, releasePath(chart))));
    await releaseChart(chart, workTree);
    if (isNew) released.push(nameOf(chart));
    else if (await restore(workTree, chart)) differing.push(nameOf(chart));
  }
  return { released, differing };
}

/** Takes a released chart back to what is committed; true when it differed. */
async function restore(workTree: string, chart: EngineChart): Promise<boolean> {
  const paths = [releasePath(chart), `schemas/${chart.name}-${chart.version}.json`];
  const status = await workTreeGit(workTree, ["status", "--porcelain", "--", ...paths]);
  if (status === "") return false;
  await workTreeGit(workTree, ["checkout", "--quiet", "HEAD", "--", ...paths]);
  await workTreeGit(workTree, ["clean", "--quiet", "-fd", "--", ...paths]);
  return true;
}

/**
 * Commits on top of a repository's branch and pushes; anew, where somebody else pushed in between. `change` gets a fresh work tree and
 * returns the commit's subject.
 * @throws GitProcessError when Git refuses the push
 */
export async function pushChange<T extends { readonly subject: string }>(
  { url, branch, receivePack }: { readonly url: string; readonly branch: string; readonly receivePack?: string },
  change: (workTree: string) => Promise<T>,
): Promise<T> {
  const temporary = await mkdtemp(join(tmpdir(), "storeplane-release-"));
  try {
    for (let attempt = 1; ; attempt += 1) {
      const workTree = join(temporary, `work-${attempt}`);
      await workTreeGit(temporary, ["clone", "--quiet", "--depth=1", `--branch=${branch}`, url, workTree]);
      const result = await change(workTree);
      if (!(await commitAll(workTree, result.subject))) return result;
      try {
        const option = receivePack === undefined ? [] : [`--receive-pack=${receivePack}`];
        await workTreeGit(workTree, ["push", "--quiet", ...option, "origin", branch]);
        return result;
      } catch (error) {
        if (attempt >= mostAttempts) throw error;
      }
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Releases charts into the stores repository at `url` by one commit. @throws GitProcessError when Git or its validator refuses */
export async function releaseCharts(
  target: { readonly url: string; readonly branch: string },
  charts: readonly EngineChart[],
): Promise<Releases> {
  return pushChange(target, async (workTree) => {
    const releases = await addReleases(workTree, charts);
    return { ...releases, subject: `release ${releases.released.join(", ")}` };
  });
}

export const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
