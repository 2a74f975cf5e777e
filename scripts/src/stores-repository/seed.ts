import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { prepareBareRepository } from "../git-server/bareRepository.ts";
import { type Instance, projectFolder } from "../instance.ts";
import { type EngineChart, engineCharts, releaseChart, releasePath } from "./engineCharts.ts";
import { renderTemplate } from "./template.ts";
import { validatorBundle } from "./validatorBundle.ts";
import { commitAll, workTreeGit } from "./workTree.ts";

export const storesBranch = "main";

/** The bare repository that the Git server of an instance serves. */
export const storesRepositoryFolder = (instance: Pick<Instance, "stateFolder">) =>
  join(instance.stateFolder, "git", "stores.git");

export interface SeedOptions {
  /** The bare repository. */
  readonly repository: string;
  readonly url: string;
  readonly dashboardUrl: string;
  readonly chartsFolder: string;
}

export interface SeedResult {
  readonly created: boolean;
  /** Charts released by this call, as `<engine> <version>`. */
  readonly released: readonly string[];
  /** Charts whose files differ from the release of the same version, which stays as it is: they need a new version. */
  readonly differing: readonly string[];
}

const validatorPath = ".storeplane/validate.mjs";
const mostAttempts = 3;

/** `seed` with the places of an instance. */
export function seedStoresRepository(instance: Instance): Promise<SeedResult> {
  return seed({
    repository: storesRepositoryFolder(instance),
    url: instance.urls.git,
    dashboardUrl: instance.urls.dashboard,
    chartsFolder: join(projectFolder, "charts"),
  });
}

/**
 * Makes the stores repository from the template in one step, or releases into an existing one what is newer here: chart versions
 * that it lacks, and the validator. A released chart is never touched. Safe to repeat and to interrupt.
 * @throws GitProcessError when Git refuses; Error naming a chart that can't be released.
 */
export async function seed(options: SeedOptions): Promise<SeedResult> {
  const { repository } = options;
  const [charts, validator] = await Promise.all([engineCharts(options.chartsFolder), validatorBundle()]);
  await mkdir(dirname(repository), { recursive: true });
  await removeLeftovers(dirname(repository));
  const temporary = await mkdtemp(join(dirname(repository), "seeding-"));
  try {
    if (await exists(join(repository, "HEAD"))) return await releaseNewer(options, charts, validator, temporary);
    await create(options, charts, validator, temporary);
    return { created: true, released: charts.map(nameOf), differing: [] };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** What an interrupted call left. */
async function removeLeftovers(folder: string): Promise<void> {
  const leftovers = (await readdir(folder)).filter((name) => name.startsWith("seeding-"));
  await Promise.all(leftovers.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

const nameOf = (chart: EngineChart) => `${chart.name} ${chart.version}`;

async function create(
  options: SeedOptions,
  charts: readonly EngineChart[],
  validator: string,
  temporary: string,
): Promise<void> {
  const workTree = join(temporary, "work");
  await mkdir(workTree);
  await renderTemplate(join(projectFolder, "gitops-repo-template"), workTree, {
    branch: storesBranch,
    url: options.url,
    dashboardUrl: options.dashboardUrl,
    engines: charts,
  });
  for (const chart of charts) await releaseChart(chart, workTree);
  await writeValidator(workTree, validator);
  await workTreeGit(workTree, ["init", "--quiet", `--initial-branch=${storesBranch}`]);
  await commitAll(workTree, "seed the stores repository");
  const bare = join(temporary, "stores.git");
  await workTreeGit(temporary, ["clone", "--quiet", "--bare", "--no-hardlinks", workTree, bare]);
  await workTreeGit(bare, ["remote", "remove", "origin"]);
  await prepareBareRepository(bare, storesBranch);
  // Whole or not at all: an interrupted seeding leaves nothing that looks like a repository.
  await rename(bare, options.repository);
}

/** A push by somebody else in between makes ours fail; then it is made anew on top of theirs. */
async function releaseNewer(
  { repository }: SeedOptions,
  charts: readonly EngineChart[],
  validator: string,
  temporary: string,
): Promise<SeedResult> {
  for (let attempt = 1; ; attempt += 1) {
    const workTree = join(temporary, `work-${attempt}`);
    await workTreeGit(temporary, [
      "clone",
      "--quiet",
      "--depth=1",
      `--branch=${storesBranch}`,
      `file://${repository}`,
      workTree,
    ]);
    const released: string[] = [];
    const differing: string[] = [];
    for (const chart of charts) {
      const isNew = !(await exists(join(workTree, releasePath(chart))));
      await releaseChart(chart, workTree);
      if (isNew) released.push(nameOf(chart));
      else if (await restore(workTree, chart)) differing.push(nameOf(chart));
    }
    await writeValidator(workTree, validator);
    const subject = released.length > 0 ? `release ${released.join(", ")}` : "update the validator";
    if (!(await commitAll(workTree, subject))) return { created: false, released: [], differing };
    try {
      // The hook asks a running Git server; what is released here is the platform's own and comes before that runs.
      const receivePack = "--receive-pack=git -c core.hooksPath=/dev/null receive-pack";
      await workTreeGit(workTree, ["push", "--quiet", receivePack, "origin", storesBranch]);
      return { created: false, released, differing };
    } catch (error) {
      if (attempt >= mostAttempts) throw error;
    }
  }
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

async function writeValidator(workTree: string, validator: string): Promise<void> {
  const file = join(workTree, validatorPath);
  if ((await readFile(file, "utf8").catch(() => undefined)) === validator) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, validator);
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
