/** Sees to the backup that is made before a store's Application is deleted, and lets nothing of the store go before it is made. */
import type { Application } from "../argo/application.ts";
import type { ArgoCd } from "../argo/argoCd.ts";
import type { ClusterReader } from "../argo/clusterReader.ts";
import { homeCluster } from "../argo/clusters.ts";
import {
  awaitsApproval,
  type BackupStep,
  backupFailure,
  backupStep,
  deletionBackup,
  isBackupMade,
} from "./backupBeforeDeletion.ts";
import { isJsonObject } from "./mergePatch.ts";
import type { SetReadings } from "./setReadings.ts";
import type { DeletionBackup } from "./store.ts";
import type { StoreBackups } from "./storeBackups.ts";
import type { StoresView } from "./storesView.ts";
import { readValuesFile } from "./valuesFile.ts";

/** What the history tells of a store whose file is gone. */
export interface RemovedStore {
  readonly lastText?: string;
  /** The last commit that had its file. */
  readonly lastRevision?: string;
  /** Its data goes without a backup, by somebody's word. */
  readonly withoutBackup: boolean;
}

/** How long Argo CD has, in ms, until it is asked again to render what it couldn't. */
const patience = 10_000;

export interface LastBackupsOptions {
  readonly argo: ArgoCd;
  readonly view: StoresView;
  readonly sets: SetReadings;
  readonly backups: Pick<StoreBackups, "makes">;
  readonly reader: Pick<ClusterReader, "workloads">;
  readonly log: { info(fields: object, sentence: string): void };
}

export class LastBackups {
  readonly #options: LastBackupsOptions;
  /** When Argo CD was last asked to try again to render what it couldn't, in epoch milliseconds. */
  readonly #askedAt = new Map<string, number>();
  /** What backups before deletions said when they failed. */
  readonly #failures = new Map<string, string>();

  constructor(options: LastBackupsOptions) {
    this.#options = options;
  }

  /**
   * Does what the backup of a store whose file is gone needs next, whenever the store may go: an Application that can't be rendered
   * loses its hooks, so it is pinned at once.
   * @returns undefined once its Application is being deleted
   */
  async prepare(
    application: Application,
    removed: RemovedStore | undefined,
    signal: AbortSignal,
  ): Promise<BackupStep | undefined> {
    const { argo, sets } = this.#options;
    const { storeName: store } = application;
    if (application.deletingSince !== undefined) {
      await this.#letGo(application, application.withoutBackup || removed?.withoutBackup === true, signal);
      return undefined;
    }
    // Its last file may be one that can't be rendered; what was deployed could.
    const revisions = new Set([removed?.lastRevision ?? [], application.deployments.at(-1)?.revision ?? []].flat());
    const wanted = await this.#isWanted(application, removed);
    const step = backupStep(application, { wanted, revisions: [...revisions] });
    if (step.kind === "pin") {
      const set = sets.covering(store);
      // A set that still knows the file would take the pin away.
      if (set === undefined || (await sets.refreshed(set, signal))) await argo.pin(application, step.revision, signal);
    }
    if (step.kind === "wait" && !application.refreshPending) await this.#askAgain(application, signal);
    return step;
  }

  /** How the backup stands, after `prepare` said what is next. */
  describe(application: Application, step: BackupStep | undefined): DeletionBackup | undefined {
    const { storeName: store } = application;
    const troubles = this.#options.argo.podTroubles(store);
    return deletionBackup(application, step, { troubles, failure: this.#failures.get(store) });
  }

  /** To be called at each change of a store that goes: Argo CD removes a pod that failed at once, and with it the reason. */
  noteFailure(store: string): void {
    const { argo } = this.#options;
    const application = argo.application(store);
    const failure = application && backupFailure(application, argo.podTroubles(store));
    if (failure !== undefined) this.#failures.set(store, failure);
    else if (application?.deletingSince === undefined) this.#failures.delete(store);
  }

  forget(store: string): void {
    this.#failures.delete(store);
    this.#askedAt.delete(store);
  }

  /**
   * Argo CD 3.6 takes a hook's Job for done when it looks twice before its own cache shows the Job. So the namespace wants to be
   * deleted by somebody's word (`Delete=confirm`), which is given here once the Job has really succeeded.
   */
  async #letGo(application: Application, unwanted: boolean, signal: AbortSignal): Promise<void> {
    const { argo, log } = this.#options;
    const { storeName: store } = application;
    if (unwanted && application.preDeleteHooks) {
      await argo.skipPreDeleteHooks(application, signal);
      log.info({ store }, "A store is deleted without a backup");
    }
    if (!awaitsApproval(application)) return;
    if (unwanted || (await this.#isMade(application, signal))) await argo.approveDeletion(application, signal);
  }

  async #isMade(application: Application, signal: AbortSignal): Promise<boolean> {
    const { cluster = homeCluster, namespace = `store-${application.storeName}` } = application.destination;
    return isBackupMade(application, await this.#options.reader.workloads({ cluster, namespace }, signal));
  }

  /** What couldn't be rendered may be by now; Argo CD itself looks again much later. */
  async #askAgain({ name, storeName }: Application, signal: AbortSignal): Promise<void> {
    const now = Date.now();
    if (now - (this.#askedAt.get(storeName) ?? 0) < patience) return;
    this.#askedAt.set(storeName, now);
    await this.#options.argo.refreshApplication(name, signal);
  }

  async #isWanted(application: Application, removed: RemovedStore | undefined): Promise<boolean> {
    const { backups, view } = this.#options;
    if (removed?.withoutBackup === true || !view.wasReady(application.storeName)) return false;
    const [, engine, chartVersion] = /^charts\/([^/]+)\/([^/]+)$/.exec(application.source.path ?? "") ?? [];
    if (engine === undefined || chartVersion === undefined) return false;
    const settings = readValuesFile(removed?.lastText ?? "").file?.values.backups;
    if (isJsonObject(settings) && settings.beforeDeletion === false) return false;
    return await backups.makes({ engine, chartVersion });
  }
}
