/**
 * Follows each commit of a store until the store is Ready with it, and tells the times once: as spans in the trace that the commit
 * carries, whichever replica made it, as a line in the log, and to whoever measures provisioning. Times are those at which this
 * process saw something; of what happened before it started, the cluster's own.
 */
import type { ArgoCd } from "../argo/argoCd.ts";
import type { Commit, StoresRepository } from "../git/storesRepository.ts";
import { parseTraceparent } from "../observability/traceparent.ts";
import { recordRollout } from "./rolloutSpans.ts";
import type { Store } from "./store.ts";
import type { StoresView } from "./storesView.ts";

/** When what happened, in epoch milliseconds; what wasn't seen by itself is left out. */
export interface Milestones {
  /** The commit was on the branch. */
  readonly from: number;
  readonly appeared?: number;
  readonly synced?: number;
  readonly healthy?: number;
  readonly ready: number;
}

export interface FinishedRollout {
  readonly store: Store;
  readonly commit: Commit;
  readonly times: Milestones;
  /** It was the store's first. */
  readonly created: boolean;
  /** From the commit that made the store until now; only of a creation. */
  readonly seconds: number;
}

export interface RolloutTimesOptions {
  readonly repository: Pick<StoresRepository, "snapshot">;
  readonly argo: ArgoCd;
  readonly view: StoresView;
  readonly log: { info(fields: object, sentence: string): void };
  /** Whether this process made the commit. */
  readonly isOurs: (commitId: string) => boolean;
  /** True for the first replica that asks. @throws when nobody can tell. */
  readonly claim: (commitId: string, store: string) => Promise<boolean>;
  readonly onReady: (rollout: FinishedRollout) => void;
  /** A commit older than this when it is first seen, in milliseconds, was rolled out before. */
  readonly patience: number;
}

interface Open {
  readonly commit: Commit;
  readonly seenAt: number;
  /** Nothing of it was seen as it happened. */
  readonly late: boolean;
  /** When the creation began that is still under way. */
  readonly createdFrom?: number;
  appeared?: number;
  synced?: number;
  healthy?: number;
}

export class RolloutTimes {
  readonly #options: RolloutTimesOptions;
  readonly #open = new Map<string, Open>();
  /** Stores that were seen, and the commit that was told of last. */
  readonly #told = new Map<string, string>();
  readonly #stops: (() => void)[] = [];
  /** Stores that were there when this process began to look: of them it may have missed something. */
  #existing: ReadonlySet<string> | undefined;

  constructor(options: RolloutTimesOptions) {
    this.#options = options;
  }

  start(): void {
    const { repository, view, argo } = this.#options;
    if (repository.snapshot()) this.#existing = new Set(view.files.keys());
    this.#stops.push(
      view.onChange(({ changed, removed }) => {
        this.#existing ??= new Set(view.files.keys());
        for (const store of changed) this.#look(store);
        for (const { name } of removed) this.#forget(name);
      }),
      argo.onChange((changed) => {
        if (changed === "all") for (const name of this.#open.keys()) this.#note(name);
        else for (const name of changed) this.#note(name);
      }),
    );
    for (const store of view.stores.values()) this.#look(store);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  /** Rollouts that are under way. */
  get open(): number {
    return this.#open.size;
  }

  #look(store: Store): void {
    const { name, lastCommit, status } = store;
    if (!lastCommit || this.#told.get(name) === lastCommit.id) return;
    const open = this.#open.get(name);
    if (open?.commit.id !== lastCommit.id) {
      const begun = this.#begin(store, lastCommit, open);
      if (!begun) return;
      this.#open.set(name, begun);
    }
    this.#note(name);
    const settled = status.phase === "Ready" || status.phase === "Suspended";
    if (settled && status.desiredRevision === lastCommit.id) this.#finish(store);
  }

  /** Undefined when it isn't to be followed, or can't be judged yet. */
  #begin(store: Store, commit: Commit, before: Open | undefined): Open | undefined {
    const { argo, view, patience } = this.#options;
    const now = Date.now();
    const known = before !== undefined || this.#told.has(store.name);
    const late = !known && this.#existing?.has(store.name) === true;
    if (late && !argo.connection().connected) return undefined;
    if (late && now - Date.parse(commit.committedAt) > patience) {
      this.#told.set(store.name, commit.id);
      return undefined;
    }
    const from = this.#since(commit, now);
    const isFirst = view.files.get(store.name)?.file.firstCommit.id === commit.id;
    const createdFrom = before?.createdFrom ?? (isFirst ? from : undefined);
    return { commit, seenAt: now, late, ...(createdFrom !== undefined && { createdFrom }) };
  }

  /** Other replicas' commits are seen later than they were made; people's may have been made long before they were pushed. */
  #since(commit: Commit, seenAt: number): number {
    const made = Date.parse(commit.committedAt);
    return commit.verified && !this.#options.isOurs(commit.id) ? Math.min(made, seenAt) : seenAt;
  }

  #note(name: string): void {
    const open = this.#open.get(name);
    const application = open && this.#options.argo.application(name);
    if (!open || !application) return;
    const now = Date.now();
    open.appeared ??= open.late ? application.createdAt : now;
    if (!this.#options.view.isCaughtUp(name) || application.sync.status !== "Synced") return;
    open.synced ??= lateOr(open, now, application.operation?.finishedAt);
    if (application.health.status === "Healthy") open.healthy ??= lateOr(open, now, application.health.since);
  }

  #finish(store: Store): void {
    const { name } = store;
    const open = this.#open.get(name);
    if (!open) return;
    this.#open.delete(name);
    this.#told.set(name, open.commit.id);
    const ready = open.late && open.healthy !== undefined ? Math.max(open.healthy, open.synced ?? 0) : Date.now();
    void this.#tell(store, open, ready);
  }

  async #tell(store: Store, open: Open, ready: number): Promise<void> {
    const { claim, isOurs, log, onReady } = this.#options;
    const { commit } = open;
    // Where nobody can tell which replica is the first, the one that made the commit speaks.
    if (!(await claim(commit.id, store.name).catch(() => isOurs(commit.id)))) return;
    const from = Math.min(this.#since(commit, open.seenAt), ready);
    const created = open.createdFrom !== undefined;
    const { appeared, synced, healthy } = open;
    const times: Milestones = {
      from,
      ready,
      ...(created && appeared !== undefined && { appeared }),
      ...(synced !== undefined && { synced }),
      ...(healthy !== undefined && { healthy }),
    };
    const seconds = (ready - (open.createdFrom ?? from)) / 1000;
    const traceId = recordRollout(store, commit, times) ?? parseTraceparent(commit.trace)?.traceId;
    log.info(
      { store: store.name, commit: commit.id, created, seconds, ...(traceId !== undefined && { traceId }) },
      "A change is rolled out",
    );
    onReady({ store, commit, times, created, seconds });
  }

  #forget(name: string): void {
    this.#open.delete(name);
    this.#told.delete(name);
  }
}

/** What happened before this process looked is dated by Argo CD's own notes. */
function lateOr({ late }: Open, now: number, noted: number | undefined): number {
  return late ? Math.min(noted ?? now, now) : now;
}
