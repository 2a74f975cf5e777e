/** Compares the Applications with the branch tip and deletes what may go, again and again until it is gone. */

import type { Application } from "../argo/application.ts";
import { setCovering } from "../argo/applicationSet.ts";
import type { ArgoCd } from "../argo/argoCd.ts";
import type { Commit, StoresRepository } from "../git/storesRepository.ts";
import { type BackupStep, backupFailure, backupStep, deletionBackup } from "./backupBeforeDeletion.ts";
import { type Candidate, type Decision, decideDeletions, type Removal } from "./deletionGuard.ts";
import { isJsonObject } from "./mergePatch.ts";
import { platformActor } from "./platformActor.ts";
import { RemovalHistory } from "./removalHistory.ts";
import type { StoreBackups } from "./storeBackups.ts";
import { removalOf } from "./storeHistory.ts";
import { storePath } from "./storePath.ts";
import type { StoresView } from "./storesView.ts";
import { readValuesFile } from "./valuesFile.ts";

export interface DeletionLoopOptions {
  readonly repository: StoresRepository;
  readonly argo: ArgoCd;
  readonly view: StoresView;
  readonly backups: Pick<StoreBackups, "makes">;
  readonly log: { info(fields: object, sentence: string): void; warn(fields: object, sentence: string): void };
  /** Milliseconds. */
  readonly grace: number;
  /** Milliseconds after which a fetch is too old to delete anything by. */
  readonly gitPatience: number;
}

/** How often it looks without being told, in ms. */
const pace = 5_000;
/** How long a set may take to read the repository again, in ms. */
const refreshWithin = 10_000;

interface Explained {
  readonly removal: Removal;
  /** Epoch milliseconds; undefined when the history doesn't say. */
  readonly since?: number;
  readonly commit?: Commit;
  readonly lastText?: string;
  /** The last commit that had its file, as far as the history tells. */
  readonly lastRevision?: string;
  /** Its data goes without a backup, by somebody's word. */
  readonly withoutBackup: boolean;
}

/** A store that goes now, with whether Argo CD makes a backup first. */
interface Due {
  readonly application: Application;
  readonly backup: boolean;
}

const lost: Removal = { kind: "unexplained", confirmed: false };

export class DeletionLoop {
  readonly #options: DeletionLoopOptions;
  readonly #history: RemovalHistory;
  /** Stores whose file is gone, with when that was first seen here. */
  readonly #missingSince = new Map<string, number>();
  readonly #explained = new Map<string, { readonly revision: string; readonly value: Explained }>();
  /** At which revision each set has read the repository. */
  readonly #readAt = new Map<string, string>();
  /** When Argo CD was last asked to try again to render what it couldn't, in epoch milliseconds. */
  readonly #askedAt = new Map<string, number>();
  /** What backups before deletions said when they failed. */
  readonly #failures = new Map<string, string>();
  readonly #stopped = new AbortController();
  readonly #stops: (() => void)[] = [];
  #running: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: DeletionLoopOptions) {
    this.#options = options;
    this.#history = new RemovalHistory(options.repository);
  }

  start(): void {
    const { repository, argo, view } = this.#options;
    this.#stops.push(
      repository.onSnapshot(() => this.#wake()),
      argo.onChange((changed) => {
        const gone = changed === "all" ? [] : [...changed].filter((name) => !view.files.has(name));
        // Argo CD removes a pod that failed at once: by the next pass it doesn't say any more why.
        for (const name of gone) this.#noteFailure(name);
        if (changed === "all" || gone.length > 0) this.#wake();
      }),
    );
    this.#wake();
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
    await this.#running;
  }

  #wake(): void {
    if (this.#stopped.signal.aborted) return;
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#pass()
      .catch((error: unknown) => this.#options.log.warn({ err: error }, "Looking for stores to delete failed"))
      .finally(() => {
        this.#running = undefined;
        const wait = this.#again ? 0 : pace;
        this.#again = false;
        if (!this.#stopped.signal.aborted) this.#timer = setTimeout(() => this.#wake(), wait).unref();
      });
  }

  async #pass(): Promise<void> {
    const { argo, repository, grace } = this.#options;
    const snapshot = repository.snapshot();
    if (!snapshot) return;
    // Also when nothing can be decided: what comes in now is dated by us and not by whoever made it.
    await this.#history.update(Date.now());
    if (!argo.connection().connected) return;
    const orphans = [...argo.applications()].filter(({ storeName }) => !snapshot.files.has(storePath(storeName)));
    this.#forget(new Set(orphans.map(({ storeName }) => storeName)));
    if (orphans.length === 0) return;
    const now = Date.now();
    const explained = new Map<string, Explained>();
    for (const application of orphans)
      explained.set(application.storeName, await this.#explain(application, snapshot.revision));
    const candidates = orphans.map(({ storeName }): Candidate => {
      const firstSeen = this.#missingSince.get(storeName) ?? now;
      this.#missingSince.set(storeName, firstSeen);
      const { removal, since = firstSeen } = explained.get(storeName) ?? { removal: lost };
      return { name: storeName, missingSince: since, removal };
    });
    const distrust = this.#distrust(snapshot.fetchedAt, now);
    const decisions = decideDeletions({
      now,
      grace,
      candidates,
      storeCount: snapshot.files.size + orphans.length,
      carriedOut: this.#carriedOut(now, candidates),
      emptyTree: snapshot.files.size === 0,
      ...(distrust !== undefined && { distrust }),
    });
    const due: Due[] = [];
    for (const application of orphans) {
      const { storeName } = application;
      const [decision, found] = [decisions.get(storeName), explained.get(storeName)];
      const step = await this.#prepare(application, found).catch((err: unknown): BackupStep => {
        this.#options.log.warn(
          { store: storeName, err },
          "The backup before a deletion can't be seen to; trying again",
        );
        return { kind: "wait" };
      });
      const backup = decision?.kind === "delete" ? step : undefined;
      this.#show(application, decision, found, backup);
      if (application.deletingSince === undefined && backup?.kind === "delete")
        due.push({ application, backup: backup.backup });
    }
    await this.#deleteAll(due, explained);
  }

  /**
   * Sees to the backup of a store whose file is gone, whenever it may go: an Application that can't be rendered loses its hooks, so
   * it is pinned at once.
   */
  async #prepare(application: Application, found: Explained | undefined): Promise<BackupStep | undefined> {
    const { argo, log } = this.#options;
    const { storeName: store } = application;
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(10_000)]);
    if (application.deletingSince !== undefined) {
      const unwanted = application.withoutBackup || found?.withoutBackup === true;
      if (application.preDeleteHooks && unwanted) {
        await argo.skipPreDeleteHooks(application, signal);
        log.info({ store }, "A store is deleted without a backup");
      }
      return undefined;
    }
    // Its last file may be one that can't be rendered; what was deployed could.
    const revisions = new Set([found?.lastRevision ?? [], application.deployments.at(-1)?.revision ?? []].flat());
    const wanted = await this.#wantsBackup(application, found);
    const step = backupStep(application, { wanted, revisions: [...revisions] });
    // A set that still knows the file would take the pin away.
    if (step.kind === "pin" && (await this.#hasRead(application))) await argo.pin(application, step.revision, signal);
    if (step.kind === "wait" && !application.refreshPending) await this.#askAgain(application, signal);
    return step;
  }

  /** What couldn't be rendered may be by now; Argo CD itself looks again much later. */
  async #askAgain({ name, storeName }: Application, signal: AbortSignal): Promise<void> {
    const now = Date.now();
    if (now - (this.#askedAt.get(storeName) ?? 0) < refreshWithin) return;
    this.#askedAt.set(storeName, now);
    await this.#options.argo.refreshApplication(name, signal);
  }

  async #wantsBackup(application: Application, found: Explained | undefined): Promise<boolean> {
    const { backups, view } = this.#options;
    if (found?.withoutBackup === true || !view.wasReady(application.storeName)) return false;
    const [, engine, chartVersion] = /^charts\/([^/]+)\/([^/]+)$/.exec(application.source.path ?? "") ?? [];
    if (engine === undefined || chartVersion === undefined) return false;
    const settings = readValuesFile(found?.lastText ?? "").file?.values.backups;
    if (isJsonObject(settings) && settings.beforeDeletion === false) return false;
    return await backups.makes({ engine, chartVersion });
  }

  #noteFailure(name: string): void {
    const { argo } = this.#options;
    const application = argo.application(name);
    const failure = application && backupFailure(application, argo.podTroubles(name));
    if (failure !== undefined) this.#failures.set(name, failure);
    else if (!application?.preDeleteHooks) this.#failures.delete(name);
  }

  /**
   * Removals within the hour whose store is really gone. A file that came back in time lost nothing; one that was made anew
   * since then did, and its Application is younger than the removal.
   */
  #carriedOut(now: number, candidates: readonly Candidate[]): number {
    const { argo, repository } = this.#options;
    const waiting = new Set(candidates.map(({ name }) => name));
    return this.#history.within(now).filter(({ name, at }) => {
      if (waiting.has(name)) return false;
      if (repository.snapshot()?.files.has(storePath(name)) !== true) return true;
      return (argo.application(name)?.createdAt ?? 0) > at;
    }).length;
  }

  #distrust(fetchedAt: number, now: number): string | undefined {
    return now - fetchedAt > this.#options.gitPatience ? "The stores repository can't be fetched." : undefined;
  }

  async #explain(application: Application, revision: string): Promise<Explained> {
    const { repository } = this.#options;
    const { storeName } = application;
    const known = this.#explained.get(storeName);
    if (known?.revision === revision) return known.value;
    const value = await this.#lookUp(application, revision).catch((error: unknown): Explained => {
      this.#options.log.warn({ store: storeName, err: error }, "The history doesn't say why a store's file is gone");
      return { removal: lost, withoutBackup: false };
    });
    if (repository.snapshot()?.revision === revision) this.#explained.set(storeName, { revision, value });
    return value;
  }

  async #lookUp(application: Application, revision: string): Promise<Explained> {
    const { repository } = this.#options;
    const { storeName, createdAt, deployments, sync } = application;
    const last = deployments.at(-1);
    const deployed = last?.revision ?? sync.revision;
    const confirmed = this.#history.isConfirmedSince(storeName, Math.max(createdAt, last?.at ?? 0));
    const unexplained: Removal = { kind: "unexplained", confirmed };
    const found = await removalOf(repository, storeName);
    const withoutBackup = await this.#history.isWithoutBackup(storeName, found?.commit, createdAt);
    if (!found) return { removal: unexplained, withoutBackup };
    const { commit, lastText } = found;
    const [lastRevision] = commit.parents;
    // What runs must come from this very history: a rewritten one explains nothing.
    if (deployed !== undefined && !(await repository.isAncestor(deployed, revision)))
      return { removal: unexplained, withoutBackup, commit, lastText };
    const explained = {
      commit,
      lastText,
      withoutBackup,
      since: await this.#history.publishedAt(commit),
      ...(lastRevision !== undefined && { lastRevision }),
    };
    // A deletion that came by a pull request was reviewed, maybe long ago: whoever merged it may still change their mind.
    const asked = commit.verified && commit.operation === "delete" && commit.actor !== platformActor;
    if (asked && (await this.#history.isDirect(commit))) return { removal: { kind: "asked" }, ...explained };
    return { removal: { kind: "pushed", confirmed: await this.#history.isConfirmed(storeName, commit) }, ...explained };
  }

  #show(
    application: Application,
    decision: Decision | undefined,
    explained: Explained | undefined,
    step: BackupStep | undefined,
  ): void {
    const { argo, view } = this.#options;
    const { storeName: name } = application;
    const failure = this.#failures.get(name);
    const backup = deletionBackup(application, step, { troubles: argo.podTroubles(name), failure });
    view.setLeaving(name, {
      deletion: {
        needsConfirmation: decision?.kind === "confirm",
        ...(decision?.kind === "hold" && { held: decision.why }),
        ...(decision?.kind === "wait" && { deleteAfter: new Date(decision.deleteAfter).toISOString() }),
        ...(explained?.commit && { commit: explained.commit }),
        ...(backup && { backup }),
      },
      ...(explained?.lastText !== undefined && { lastText: explained.lastText }),
    });
  }

  /** Each set reads the repository once more first: from a stale revision it would make a deleted Application anew. */
  async #deleteAll(due: readonly Due[], explained: ReadonlyMap<string, Explained>): Promise<void> {
    const { argo, repository, log } = this.#options;
    const bySet = Map.groupBy(
      due,
      ({ application }) => setCovering(storePath(application.storeName), argo.applicationSets())?.name,
    );
    for (const [set, ready] of bySet) {
      if (set !== undefined && !(await this.#refreshed(set))) continue;
      // The file may have come back while the set was asked, and whoever told us of it may be late. A Git server that doesn't
      // answer now stops the pass: nothing goes by what was true a moment ago.
      await repository.refresh(AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(10_000)]));
      for (const { application, backup } of ready) {
        const { storeName } = application;
        if (repository.snapshot()?.files.has(storePath(storeName)) !== false) continue;
        // It may have been rendered from the branch again meanwhile, which finds no hook.
        if (backup && argo.application(storeName)?.source.revision !== application.source.revision) continue;
        const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(10_000)]);
        await argo.deleteApplication(application, { backup }, signal);
        log.info(
          { store: storeName, backup, commit: explained.get(storeName)?.commit?.id },
          "A store is being deleted",
        );
      }
    }
  }

  async #hasRead({ storeName }: Application): Promise<boolean> {
    const set = setCovering(storePath(storeName), this.#options.argo.applicationSets())?.name;
    return set === undefined || (await this.#refreshed(set));
  }

  /** Asks a set to read the repository, unless it has since its last commit, and waits until it took the question up. */
  async #refreshed(set: string): Promise<boolean> {
    const { argo, repository, log } = this.#options;
    const revision = repository.snapshot()?.revision ?? "";
    if (this.#readAt.get(set) === revision) return true;
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(refreshWithin)]);
    const find = () => [...argo.applicationSets()].find(({ name }) => name === set);
    const before = find()?.resourceVersion;
    await argo.refreshSet(set, signal);
    while (!signal.aborted) {
      const now = find();
      // Argo CD takes the annotation away when it has read the repository past its caches.
      if (now && !now.refreshPending && now.resourceVersion !== before) {
        this.#readAt.set(set, revision);
        return true;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    log.warn({ set }, "An ApplicationSet didn't read the repository again; its deletions wait");
    return false;
  }

  #forget(orphans: ReadonlySet<string>): void {
    for (const name of this.#missingSince.keys()) {
      if (orphans.has(name)) continue;
      this.#missingSince.delete(name);
      this.#explained.delete(name);
      this.#failures.delete(name);
      this.#askedAt.delete(name);
      this.#options.view.setLeaving(name, undefined);
    }
  }
}
