/** What somebody with a shell on the Git server can do: past its hook and its rules. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instanceFromEnvironment } from "@storeplane/scripts/instance";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import { engineCharts, releaseChart } from "@storeplane/scripts/stores-repository/engineCharts.ts";
import { execa } from "execa";
import { call } from "./api.ts";
import type { StoresCheckout } from "./storesCheckout.ts";

export const storesRepository = join(instanceFromEnvironment().stateFolder, "git", "stores.git");
const anybody = {
  GIT_AUTHOR_NAME: "Eve Everywhere",
  GIT_AUTHOR_EMAIL: "eve@example.com",
  GIT_COMMITTER_NAME: "Eve Everywhere",
  GIT_COMMITTER_EMAIL: "eve@example.com",
};

/** Runs Git in the bare repository itself. */
export async function onGitServer(...args: readonly string[]): Promise<string> {
  const options = { cwd: storesRepository, env: anybody, timeout: 30_000 };
  return (await execa("git", args, options)).stdout.trim();
}

/** Moves the branch to any commit, without asking anybody. */
export async function forceBranch(commit: string): Promise<void> {
  await onGitServer("update-ref", "refs/heads/main", commit);
}

/** The id of a tree like the commit's, but without one file. */
export async function treeWithout(commit: string, path: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "storeplane-tree-"));
  const env = { ...anybody, GIT_INDEX_FILE: join(folder, "index") };
  const git = async (...args: string[]) => (await execa("git", args, { cwd: storesRepository, env })).stdout.trim();
  try {
    await git("read-tree", commit);
    await git("rm", "--quiet", "--cached", "--", path);
    return await git("write-tree");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Pushes what is committed in the checkout past the hook; returns the commit's id. */
export async function pushPastHook(checkout: StoresCheckout): Promise<string> {
  const git = (...args: string[]) => execa("git", args, { cwd: checkout.folder, timeout: 30_000 });
  await checkout.pull();
  await git("push", "--receive-pack=git -c core.hooksPath=/dev/null receive-pack", storesRepository, "HEAD:main");
  await git("fetch", "--quiet", "origin");
  return (await git("rev-parse", "HEAD")).stdout.trim();
}

/** Releases the charts below `e2e/charts`, which are for tests only. */
export async function releaseTestCharts(checkout: StoresCheckout): Promise<void> {
  for (const chart of await engineCharts(join(import.meta.dirname, "charts"))) {
    if ((await checkout.read(`charts/${chart.name}/${chart.version}/Chart.yaml`).catch(() => undefined)) !== undefined)
      continue;
    await releaseChart(chart, checkout.folder);
    await checkout.commit(`release ${chart.name} ${chart.version}`);
    await checkout.publish();
    const offered = async () => JSON.stringify((await call("GET", "/engines")).body).includes(`"name":"${chart.name}"`);
    await waitUntil(`${chart.name} is offered`, offered, { timeoutMs: 30_000 });
  }
}
