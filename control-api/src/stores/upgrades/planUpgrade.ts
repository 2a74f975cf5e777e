import type { PlannedStore } from "../../db/upgradePlans.ts";
import { problemsOfEdit } from "../changeRequest.ts";
import { InvalidChangeError } from "../errors.ts";
import type { Store } from "../store.ts";
import type { ChangeMode } from "../storesApplication.ts";
import type { StoresContext } from "../storesContext.ts";
import { editOf } from "../updateStore.ts";
import { withBackup } from "../upgradeStore.ts";

export interface UpgradeRequest {
  readonly engine: string;
  /** Newest released version when left out. */
  readonly to?: string | undefined;
  /** These stores; else all that match the selector. */
  readonly names?: readonly string[] | undefined;
  readonly selector?: StoreSelector | undefined;
  readonly canary: number;
  readonly batchSize: number;
  /** Seconds. */
  readonly readyWithinSeconds: number;
  readonly reason?: string | undefined;
  /** As the platform is set when left out. */
  readonly mode?: ChangeMode | undefined;
}

export interface StoreSelector {
  readonly owner?: string | undefined;
  readonly cluster?: string | undefined;
  readonly chartVersion?: string | undefined;
  readonly status?: readonly string[] | undefined;
}

export interface PlannedUpgrade {
  readonly to: string;
  readonly stores: readonly PlannedStore[];
  /** Why it can't be done as it is asked for, with pointers into the request. */
  readonly problems: readonly { readonly pointer: string; readonly detail: string }[];
}

/** Which stores an upgrade is about, by name, and whether their values fit the new version. @throws InvalidChangeError */
export async function planUpgrade(
  {
    repository,
    catalogue,
    view,
    backups,
    changeMode = "direct",
  }: Pick<StoresContext, "repository" | "catalogue" | "view" | "backups" | "changeMode">,
  request: UpgradeRequest,
): Promise<PlannedUpgrade> {
  const { engine, names, selector } = request;
  const to = request.to ?? (await catalogue.latest(engine));
  if (to === undefined)
    throw new InvalidChangeError(`There is no engine ${engine}: GET /api/engines lists those there are.`, [
      { pointer: "/engine", detail: "is none of the released engines" },
    ]);
  if ((await repository.readFile(`charts/${engine}/${to}/Chart.yaml`)) === undefined)
    throw new InvalidChangeError(`Chart ${engine} ${to} isn't released: release it first.`, [
      { pointer: "/to", detail: "is no released version" },
    ]);
  const problems: { pointer: string; detail: string }[] = [];
  // A wave follows on what became of the one before, and nobody knows when people merge.
  if ((request.mode ?? changeMode) !== "direct")
    problems.push({
      pointer: "/mode",
      detail:
        'Changes are made by pull requests here, and waves are commits: send "direct" to commit them all the same.',
    });
  for (const [index, name] of (names ?? []).entries())
    if (view.files.get(name)?.values?.store.engine !== engine)
      problems.push({ pointer: `/names/${index}`, detail: `${name} is no store of ${engine}` });
  const wanted = names && new Set(names);
  const stores = [...view.stores.values()]
    .filter((store) => view.files.get(store.name)?.values && store.engine === engine && store.chartVersion !== to)
    .filter((store) => (wanted ? wanted.has(store.name) : matches(store, selector)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name } of stores) problems.push(...(await problemsOf(name)));
  if (stores.length === 0 && problems.length === 0)
    throw new InvalidChangeError(`No store of ${engine} matches that isn't on ${to} already: nothing is to be done.`, [
      { pointer: names ? "/names" : "/selector", detail: "matches no store that would change" },
    ]);
  return { to, problems, stores: stores.map(({ name, chartVersion }) => ({ name, from: chartVersion })) };

  async function problemsOf(name: string): Promise<{ pointer: string; detail: string }[]> {
    const current = view.files.get(name);
    if (!current) return [];
    const { path, text } = current.file;
    const after = editOf(current, await withBackup({ backups }, current, { chartVersion: to }))(text);
    const found = await problemsOfEdit(repository, { path, before: text, after });
    return found.map(({ pointer, detail }) => ({ pointer: "", detail: `${name}: ${pointer} ${detail}` }));
  }
}

function matches(store: Store, selector: StoreSelector = {}): boolean {
  const { owner, cluster, chartVersion, status } = selector;
  return (
    (owner === undefined || store.owner === owner) &&
    (cluster === undefined || store.cluster === cluster) &&
    (chartVersion === undefined || store.chartVersion === chartVersion) &&
    (status === undefined || status.includes(store.status.phase))
  );
}
