/** Compares the Applications with the branch tip and deletes what may go, again and again until it is gone. */

import type { Application } from "../argo/application.ts";
import { setCovering } from "../argo/applicationSet.ts";
import type { ArgoCd } from "../argo/argoCd.ts";
import type { Commit, StoresRepository } from "../git/storesRepository.ts";
import { type Candidate, type Decision, decideDeletions, type Removal } from "./deletionGuard.ts";
import { platformActor } from "./platformActor.ts";
import { RemovalHistory } from "./removalHistory.ts";
import { removalOf } from "./storeHistory.ts";
import { storePath } from "./storePath.ts";
import type { StoresView } from "./storesView.ts";

export interface DeletionLoopOptions {
  readonly repository: StoresRepository;
  readonly argo: ArgoCd;
  readonly view: StoresView;
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
}

const lost: Removal = { kind: "unexplained", confirmed: false };

export class DeletionLoop {
  readonly #options: DeletionLoopOptions;
  readonly #history: RemovalHistory;
  /** Stores whose file is gone, with when that was first seen here. */
  readonly #missingSince = new Map<string, number>();
  readonly #explained = new Map<string, { readonly revision: string; readonly value: Explained }>();
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
        if (changed === "all" || [...changed].some((name) => !view.files.has(name))) this.#wake();
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
    for (const application of orphans) {
      const { storeName } = application;
      this.#show(storeName, decisions.get(storeName), explained.get(storeName));
    }
    const due = orphans.filter(
      (application) =>
        decisions.get(application.storeName)?.kind === "delete" && application.deletingSince === undefined,
    );
    await this.#deleteAll(due, explained);
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
      return { removal: lost };
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
    if (!found) return { removal: unexplained };
    const { commit, lastText } = found;
    // What runs must come from this very history: a rewritten one explains nothing.
    if (deployed !== undefined && !(await repository.isAncestor(deployed, revision)))
      return { removal: unexplained, commit, lastText };
    const explained = { commit, lastText, since: await this.#history.publishedAt(commit) };
    // A deletion that came by a pull request was reviewed, maybe long ago: whoever merged it may still change their mind.
    const asked = commit.verified && commit.operation === "delete" && commit.actor !== platformActor;
    if (asked && (await this.#history.isDirect(commit))) return { removal: { kind: "asked" }, ...explained };
    return { removal: { kind: "pushed", confirmed: await this.#history.isConfirmed(storeName, commit) }, ...explained };
  }

  #show(name: string, decision: Decision | undefined, explained: Explained | undefined): void {
    this.#options.view.setLeaving(name, {
      deletion: {
        needsConfirmation: decision?.kind === "confirm",
        ...(decision?.kind === "hold" && { held: decision.why }),
        ...(decision?.kind === "wait" && { deleteAfter: new Date(decision.deleteAfter).toISOString() }),
        ...(explained?.commit && { commit: explained.commit }),
      },
      ...(explained?.lastText !== undefined && { lastText: explained.lastText }),
    });
  }

  /** Each set reads the repository once more first: from a stale revision it would make a deleted Application anew. */
  async #deleteAll(due: readonly Application[], explained: ReadonlyMap<string, Explained>): Promise<void> {
    const { argo, repository, log } = this.#options;
    const bySet = Map.groupBy(due, ({ storeName }) => setCovering(storePath(storeName), argo.applicationSets())?.name);
    for (const [set, applications] of bySet) {
      if (set !== undefined && !(await this.#refreshed(set))) {
        log.warn({ set }, "An ApplicationSet didn't read the repository again; its deletions wait");
        continue;
      }
      // The file may have come back while the set was asked, and whoever told us of it may be late. A Git server that doesn't
      // answer now stops the pass: nothing goes by what was true a moment ago.
      await repository.refresh(AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(10_000)]));
      for (const application of applications) {
        const { storeName } = application;
        if (repository.snapshot()?.files.has(storePath(storeName)) !== false) continue;
        const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(10_000)]);
        await argo.deleteApplication(application, signal);
        log.info({ store: storeName, commit: explained.get(storeName)?.commit?.id }, "A store is being deleted");
      }
    }
  }

  /** Asks a set to read the repository and waits until it took the question up. */
  async #refreshed(set: string): Promise<boolean> {
    const { argo } = this.#options;
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(refreshWithin)]);
    const find = () => [...argo.applicationSets()].find(({ name }) => name === set);
    const before = find()?.resourceVersion;
    await argo.refreshSet(set, signal);
    while (!signal.aborted) {
      const now = find();
      // Argo CD takes the annotation away when it has read the repository past its caches.
      if (now && !now.refreshPending && now.resourceVersion !== before) return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
  }

  #forget(orphans: ReadonlySet<string>): void {
    for (const name of this.#missingSince.keys()) {
      if (orphans.has(name)) continue;
      this.#missingSince.delete(name);
      this.#explained.delete(name);
      this.#options.view.setLeaving(name, undefined);
    }
  }
}
