/** Compares the Applications with the branch tip and deletes what may go, again and again until it is gone. */

import type { Application } from "../argo/application.ts";
import { setCovering } from "../argo/applicationSet.ts";
import type { ArgoCd } from "../argo/argoCd.ts";
import type { Commit, StoresRepository } from "../git/storesRepository.ts";
import { confirmedNames } from "./deleteStore.ts";
import { type Candidate, type Decision, decideDeletions, type Removal, window } from "./deletionGuard.ts";
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
/** How far back confirmations are looked for, in commits. */
const confirmationsWithin = 200;

interface Explained {
  readonly removal: Removal;
  readonly commit?: Commit;
  readonly lastText?: string;
}

export class DeletionLoop {
  readonly #options: DeletionLoopOptions;
  readonly #missingSince = new Map<string, number>();
  readonly #explained = new Map<string, { readonly revision: string; readonly value: Explained }>();
  readonly #carriedOut: number[] = [];
  readonly #stopped = new AbortController();
  readonly #stops: (() => void)[] = [];
  #running: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: DeletionLoopOptions) {
    this.#options = options;
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
    if (!snapshot || !argo.connection().connected) return;
    const orphans = [...argo.applications()].filter(({ storeName }) => !snapshot.files.has(storePath(storeName)));
    this.#forget(new Set(orphans.map(({ storeName }) => storeName)));
    if (orphans.length === 0) return;
    const now = Date.now();
    const explained = new Map<string, Explained>();
    for (const application of orphans)
      explained.set(application.storeName, await this.#explain(application, snapshot.revision));
    const candidates = orphans.map(({ storeName }): Candidate => {
      const missingSince = this.#missingSince.get(storeName) ?? now;
      this.#missingSince.set(storeName, missingSince);
      return { name: storeName, missingSince, removal: explained.get(storeName)?.removal ?? { kind: "unexplained" } };
    });
    const distrust = this.#distrust(snapshot.fetchedAt, now);
    const decisions = decideDeletions({
      now,
      grace,
      candidates,
      storeCount: snapshot.files.size + orphans.length,
      carriedOut: this.#carriedOut,
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
      return { removal: { kind: "unexplained" } };
    });
    if (repository.snapshot()?.revision === revision) this.#explained.set(storeName, { revision, value });
    return value;
  }

  async #lookUp(application: Application, revision: string): Promise<Explained> {
    const { repository } = this.#options;
    const found = await removalOf(repository, application.storeName);
    if (!found) return { removal: { kind: "unexplained" } };
    const { commit, lastText } = found;
    const deployed = application.deployments.at(-1)?.revision ?? application.sync.revision;
    // What runs must come from this very history: a rewritten one explains nothing.
    if (deployed !== undefined && !(await repository.isAncestor(deployed, revision)))
      return { removal: { kind: "unexplained" }, commit, lastText };
    if (commit.verified && commit.operation === "delete") return { removal: { kind: "asked" }, commit, lastText };
    const confirmed = await this.#isConfirmed(application.storeName, commit);
    return { removal: { kind: "pushed", confirmed }, commit, lastText };
  }

  /** An administrator's signed commit after the removal names the store. */
  async #isConfirmed(name: string, removal: Commit): Promise<boolean> {
    for (const commit of await this.#options.repository.history({ limit: confirmationsWithin })) {
      if (commit.id === removal.id) return false;
      if (commit.verified && commit.operation === "confirm-deletions" && confirmedNames(commit.body).includes(name))
        return true;
    }
    return false;
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
      for (const application of applications) {
        const { storeName } = application;
        // The file may have come back while the set was asked.
        if (repository.snapshot()?.files.has(storePath(storeName)) !== false) continue;
        const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(10_000)]);
        await argo.deleteApplication(application, signal);
        if (explained.get(storeName)?.removal.kind === "pushed") this.#carriedOut.push(Date.now());
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
    const now = Date.now();
    while (this.#carriedOut[0] !== undefined && now - this.#carriedOut[0] > window) this.#carriedOut.shift();
    for (const name of this.#missingSince.keys()) {
      if (orphans.has(name)) continue;
      this.#missingSince.delete(name);
      this.#explained.delete(name);
      this.#options.view.setLeaving(name, undefined);
    }
  }
}
