import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { platformFile } from "@storeplane/control-api/stores/domainRules.ts";
import { prepareBareRepository } from "../git-server/bareRepository.ts";
import { removeLeftoversOfKilledServer } from "../git-server/deadLeftovers.ts";
import { type Instance, localDomain, projectFolder } from "../instance.ts";
import { writeIfChanged } from "../process/writeIfChanged.ts";
import { type EngineChart, engineCharts, releaseChart } from "./engineCharts.ts";
import { addReleases, exists, nameOf, pushChange, type Releases } from "./releaseCharts.ts";
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
  /** A store's host is `<name>.<domain>`. */
  readonly domain: string;
  readonly chartsFolder: string;
}

export interface SeedResult extends Releases {
  readonly created: boolean;
}

const validatorPath = ".storeplane/validate.mjs";

/** `seed` with the places of an instance. */
export function seedStoresRepository(instance: Instance): Promise<SeedResult> {
  return seed({
    repository: storesRepositoryFolder(instance),
    url: instance.urls.git,
    dashboardUrl: instance.urls.dashboard,
    domain: localDomain,
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
    if (await exists(join(repository, "HEAD"))) return await releaseNewer(options, charts, validator);
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
  await writePlatformFiles(workTree, options, validator);
  await workTreeGit(workTree, ["init", "--quiet", `--initial-branch=${storesBranch}`]);
  await commitAll(workTree, "seed the stores repository");
  const bare = join(temporary, "stores.git");
  await workTreeGit(temporary, ["clone", "--quiet", "--bare", "--no-hardlinks", workTree, bare]);
  await workTreeGit(bare, ["remote", "remove", "origin"]);
  await prepareBareRepository(bare, storesBranch);
  // Whole or not at all: an interrupted seeding leaves nothing that looks like a repository.
  await rename(bare, options.repository);
}

async function releaseNewer(
  options: SeedOptions,
  charts: readonly EngineChart[],
  validator: string,
): Promise<SeedResult> {
  // The hook asks a running Git server; what is released here is the platform's own and comes before that runs.
  const receivePack = "git -c core.hooksPath=/dev/null receive-pack";
  await removeLeftoversOfKilledServer(options.repository);
  const target = { url: `file://${options.repository}`, branch: storesBranch, receivePack };
  const { released, differing } = await pushChange(target, async (workTree) => {
    const releases = await addReleases(workTree, charts);
    await writePlatformFiles(workTree, options, validator);
    const subject =
      releases.released.length > 0 ? `release ${releases.released.join(", ")}` : "update what checks changes";
    return { ...releases, subject };
  });
  return { created: false, released, differing };
}

/** What the checks of changes need: the validator, and what it has to know of the platform. */
async function writePlatformFiles(workTree: string, { domain }: SeedOptions, validator: string): Promise<void> {
  await mkdir(join(workTree, ".storeplane"), { recursive: true });
  await writeIfChanged(join(workTree, validatorPath), validator);
  await writeIfChanged(join(workTree, platformFile), `${JSON.stringify({ domain }, undefined, 2)}\n`);
}
