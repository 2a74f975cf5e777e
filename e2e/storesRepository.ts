/** What somebody with a shell on the Git server can do: past its hook and its rules. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instanceFromEnvironment, projectFolder } from "@storeplane/scripts/instance";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import {
  type EngineChart,
  engineCharts,
  releaseChart,
  releasePath,
} from "@storeplane/scripts/stores-repository/engineCharts.ts";
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

function hasChart(checkout: StoresCheckout, chart: EngineChart): Promise<boolean> {
  return checkout.read(`${releasePath(chart)}/Chart.yaml`).then(
    () => true,
    () => false,
  );
}

async function publishChart(checkout: StoresCheckout, chart: EngineChart): Promise<void> {
  await releaseChart(chart, checkout.folder);
  await checkout.commit(`release ${chart.name} ${chart.version}`);
  await checkout.publish();
}

/**
 * Releases a newer version of an engine's chart into the stores repository, unless it is there from an earlier try.
 * @param edits texts of files of the chart to replace, by file; the version is raised by itself
 */
export async function releaseNewerChart(
  checkout: StoresCheckout,
  engine: string,
  version: string,
  edits: Readonly<Record<string, (text: string) => string>> = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "storeplane-chart-"));
  try {
    const chart = join(folder, engine);
    await cp(join(projectFolder, "charts", engine), chart, { recursive: true, dereference: true });
    const all = { "Chart.yaml": (text: string) => text.replace(/^version: .*/m, `version: ${version}`), ...edits };
    for (const [file, edit] of Object.entries(all)) {
      const text = await readFile(join(chart, file), "utf8");
      const edited = edit(text);
      if (edited === text) throw new Error(`${file} of ${engine} ${version} would be as it was.`);
      await writeFile(join(chart, file), edited);
    }
    const [newer] = await engineCharts(folder);
    if (newer === undefined) throw new Error(`${engine} is no engine.`);
    await checkout.pull();
    if (!(await hasChart(checkout, newer))) await publishChart(checkout, newer);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const offered = async () => JSON.stringify((await call("GET", "/engines")).body).includes(`"version":"${version}"`);
  await waitUntil(`${engine} ${version} is offered`, offered, { timeoutMs: 30_000 });
}

/** Releases the charts below `e2e/charts`, which are for tests only. */
export async function releaseTestCharts(checkout: StoresCheckout): Promise<void> {
  for (const chart of await engineCharts(join(import.meta.dirname, "charts"))) {
    if (await hasChart(checkout, chart)) continue;
    await publishChart(checkout, chart);
    const offered = async () => JSON.stringify((await call("GET", "/engines")).body).includes(`"name":"${chart.name}"`);
    await waitUntil(`${chart.name} is offered`, offered, { timeoutMs: 30_000 });
  }
}
