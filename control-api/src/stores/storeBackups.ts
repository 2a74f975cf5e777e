/** Backups of stores: which there are, of whom, and whether a store has any. */
import { homeCluster } from "../argo/clusters.ts";
import type { Backup } from "../backups/backup.ts";
import type { BackupReader } from "../backups/backupReader.ts";
import type { StoresRepository } from "../git/storesRepository.ts";
import type { EngineCatalogue } from "./engineCatalogue.ts";
import { BackupNotFoundError, BackupsOffError } from "./errors.ts";
import { removalOf } from "./storeHistory.ts";
import type { StoreSettings } from "./storeSettings.ts";
import type { StoresView } from "./storesView.ts";
import { readValuesFile } from "./valuesFile.ts";

/** Whose backups may be seen: those of one owner, or all when undefined. */
export type Viewer = string | undefined;

export interface BackupList {
  readonly enabled: boolean;
  /** Why it isn't. */
  readonly detail?: string;
  /** Newest first. */
  readonly backups: readonly Backup[];
}

export interface StoreBackups {
  /** @throws BackupsUnavailableError, UnknownClusterError, ClusterUnavailableError */
  list(name: string, viewer: Viewer, signal: AbortSignal): Promise<BackupList>;
  /**
   * The backup that `snapshot` names by the beginning of its id, or the `latest`.
   * @throws BackupNotFoundError, and as `list`
   */
  find(name: string, snapshot: string, viewer: Viewer, signal: AbortSignal): Promise<Backup>;
  /** Cluster that the store's backups are on. */
  clusterOf(name: string): Promise<string>;
  /** Whether a chart's values can say anything of backups. */
  areKnownTo(chart: Pick<StoreSettings, "engine" | "chartVersion">): Promise<boolean>;
  /** Whether a chart's stores are backed up. */
  makes(chart: Pick<StoreSettings, "engine" | "chartVersion">): Promise<boolean>;
  /** @throws BackupsOffError unless a chart's stores are backed up */
  require(chart: Pick<StoreSettings, "engine" | "chartVersion">): Promise<void>;
}

export function storeBackups(options: {
  /** Undefined where the platform makes no backups. */
  readonly reader: BackupReader | undefined;
  readonly repository: StoresRepository;
  readonly catalogue: EngineCatalogue;
  readonly view: StoresView;
}): StoreBackups {
  const { reader, repository, catalogue, view } = options;

  /** What the store is, or was before it was deleted. */
  async function settingsOf(name: string): Promise<StoreSettings | undefined> {
    const file = view.files.get(name);
    if (file) return file.values?.store;
    return readValuesFile((await removalOf(repository, name))?.lastText ?? "").file?.store;
  }

  const areKnownTo: StoreBackups["areKnownTo"] = ({ engine, chartVersion }) =>
    catalogue.hasKey(engine, chartVersion, "backups");

  async function whyNot(settings: Pick<StoreSettings, "engine" | "chartVersion"> | undefined) {
    if (!reader) return "This platform makes no backups: an operator can turn them on.";
    if (!settings || (await areKnownTo(settings))) return undefined;
    const { engine, chartVersion } = settings;
    return `Chart ${engine} ${chartVersion} makes no backups: upgrade to a release that does.`;
  }

  async function clusterOf(name: string): Promise<string> {
    return (await settingsOf(name))?.cluster ?? view.stores.get(name)?.cluster ?? homeCluster;
  }

  async function read(name: string, viewer: Viewer, signal: AbortSignal): Promise<readonly Backup[]> {
    const all = (await reader?.list(name, await clusterOf(name), signal)) ?? [];
    return viewer === undefined ? all : all.filter(({ owner }) => owner === viewer);
  }

  const storeBackups: StoreBackups = {
    async list(name, viewer, signal) {
      const detail = await whyNot(await settingsOf(name));
      // What was made before is still there.
      const backups = await read(name, viewer, signal);
      return { enabled: detail === undefined, backups, ...(detail !== undefined && { detail }) };
    },
    async find(name, snapshot, viewer, signal) {
      if (!reader) throw new BackupsOffError(await whyNot(undefined));
      const backups = await read(name, viewer, signal);
      const found = snapshot === "latest" ? backups[0] : backups.find(({ id }) => id.startsWith(snapshot));
      if (found) return found;
      throw new BackupNotFoundError(
        backups.length === 0
          ? `There is no backup of ${name} yet.`
          : `There is no backup ${snapshot} of ${name}: GET /api/stores/${name}/backups lists those there are.`,
      );
    },
    clusterOf,
    areKnownTo,
    makes: async (chart) => (await whyNot(chart)) === undefined,
    async require(chart) {
      const why = await whyNot(chart);
      if (why !== undefined) throw new BackupsOffError(why);
    },
  };
  return storeBackups;
}
