/** Compares the Applications with the branch tip and deletes what may go, again and again until it is gone. */

import type { Application } from "../argo/application.ts";
import type { ArgoCd } from "../argo/argoCd.ts";
import type { ClusterReader } from "../argo/clusterReader.ts";
import type { Commit, StoresRepository } from "../git/storesRepository.ts";
import type { BackupStep } from "./backupBeforeDeletion.ts";
import { type Candidate, type Decision, decideDeletions, type Removal } from "./deletionGuard.ts";
import { LastBackups } from "./lastBackups.ts";
import { platformActor } from "./platformActor.ts";
import { RemovalHistory } from "./removalHistory.ts";
import { SetReadings } from "./setReadings.ts";
import type { StoreBackups } from "./storeBackups.ts";
import { removalOf } from "./storeHistory.ts";
import { storePath } from "./storePath.ts";
import type { StoresView } from "./storesView.ts";

export interface DeletionLoopOptions {
  readonly repository: StoresRepository;
  readonly argo: ArgoCd;
  readonly view: StoresView;
  readonly backups: Pick<StoreBackups, "makes">;
  readonly reader: Pick<ClusterReader, "workloads">;
  readonly log: { info(fields: object, sentence: string): void; warn(fields: object, sentence: string): void };
  /** Milliseconds. */
  readonly grace: number;
  /** Milliseconds after which a fetch is too old to delete anything by. */
  readonly gitPatience: number;
}

/** How often it looks without being told, in ms. */
const pace = 5_000;
/** How long each question to the cluster or the Git server may take, in ms. */
const answerWithin = 10_000;

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
  readonly #sets: SetReadings;
  readonly #backups: LastBackups;
  readonly #stopped = new AbortController();
  readonly #stops: (() => void)[] = [];
  #running: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: DeletionLoopOptions) {
    this.#options = options;
    this.#history = new RemovalHistory(options.repository);
    this.#sets = new SetReadings(options);
    this.#backups = new LastBackups({ ...options, sets: this.#sets });
  }

  start(): void {
    const { repository, argo, view } = this.#options;
    this.#stops.push(
      repository.onSnapshot(() => this.#wake()),
      argo.onChange((changed) => {
        const gone = changed === "all" ? [] : [...changed].filter((name) => !view.files.has(name));
        // Argo CD removes a pod that failed at once: by the next pass it doesn't say any more why.
        for (const name of gone) this.#backups.noteFailure(name);
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
      const step = await this.#backups
        .prepare(application, found, this.#bounded())
        .catch((err: unknown): BackupStep => {
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

  #bounded(): AbortSignal {
    return AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(answerWithin)]);
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
    const removal: Removal = {
      kind: "pushed",
      confirmed: await this.#history.isConfirmed(storeName, commit),
      together: await this.#history.removedBy(commit),
    };
    return { removal, ...explained };
  }

  #show(
    application: Application,
    decision: Decision | undefined,
    explained: Explained | undefined,
    step: BackupStep | undefined,
  ): void {
    const { view } = this.#options;
    const backup = this.#backups.describe(application, step);
    view.setLeaving(application.storeName, {
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
    const bySet = Map.groupBy(due, ({ application }) => this.#sets.covering(application.storeName));
    for (const [set, ready] of bySet) {
      if (set !== undefined && !(await this.#sets.refreshed(set, this.#bounded()))) continue;
      // The file may have come back while the set was asked, and whoever told us of it may be late. A Git server that doesn't
      // answer now stops the pass: nothing goes by what was true a moment ago.
      await repository.refresh(this.#bounded());
      for (const { application, backup } of ready) {
        const { storeName } = application;
        if (repository.snapshot()?.files.has(storePath(storeName)) !== false) continue;
        // It may have been rendered from the branch again meanwhile, which finds no hook.
        if (backup && argo.application(storeName)?.source.revision !== application.source.revision) continue;
        await argo.deleteApplication(application, { backup }, this.#bounded());
        log.info(
          { store: storeName, backup, commit: explained.get(storeName)?.commit?.id },
          "A store is being deleted",
        );
      }
    }
  }

  #forget(orphans: ReadonlySet<string>): void {
    for (const name of this.#missingSince.keys()) {
      if (orphans.has(name)) continue;
      this.#missingSince.delete(name);
      this.#explained.delete(name);
      this.#backups.forget(name);
      this.#options.view.setLeaving(name, undefined);
    }
  }
}
