/**
 * Sees to it that Argo CD takes up each new commit at once: refreshes what the commit is about until the result shows, and
 * ends an operation that a newer commit supersedes. Level-triggered: what counts is what is wanted and what is there, so a
 * lost event or a restart loses nothing.
 */

import type { Application } from "../argo/application.ts";
import { setCovering } from "../argo/applicationSet.ts";
import type { ArgoCd } from "../argo/argoCd.ts";
import type { Snapshot, StoresRepository } from "../git/storesRepository.ts";
import { parseTraceparent } from "../observability/traceparent.ts";
import { platformActor } from "./platformActor.ts";
import type { StoreFile } from "./storeFiles.ts";
import type { StoresView } from "./storesView.ts";

/** Waits in ms before each further attempt. After the last one Argo CD's own polling is the safety net. */
const attempts = [400, 600, 1_000, 1_500, 2_500, 4_000, 6_000, 10_000, 10_000, 15_000, 30_000, 60_000];
/** A superseded operation younger than this is about to end by itself, a new Application to be compared, in ms. */
const youth = 3_000;
/** Between two questions to the same set, in ms: each makes it render all its stores. */
const setPause = 200;
/** How often everything is looked at anyway, in ms. */
const sweep = 60_000;

export interface RolloutLog {
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
}

export interface RolloutOptions {
  readonly repository: StoresRepository;
  readonly argo: ArgoCd;
  readonly view: StoresView;
  readonly log: RolloutLog;
}

export class Rollout {
  readonly #options: RolloutOptions;
  /** Stores whose last commit Argo CD hasn't taken up yet. */
  readonly #open = new Map<string, { commit: string; attempt: number; timer?: NodeJS.Timeout }>();
  readonly #stops: (() => void)[] = [];
  readonly #stopped = new AbortController();
  /** Sets that were asked a moment ago, and whether somebody asked since. */
  readonly #asked = new Map<string, { again: boolean }>();

  constructor(options: RolloutOptions) {
    this.#options = options;
  }

  start(): void {
    const { repository, argo } = this.#options;
    this.#stops.push(
      repository.onSnapshot((snapshot, previous) => {
        this.#sweep();
        if (previous) this.#readBrokenSetsAgain(previous, snapshot);
      }),
      argo.onChange((changed) => {
        if (changed === "all") this.#sweep();
        else for (const name of changed) this.#seen(name);
      }),
    );
    const timer = setInterval(() => this.#sweep(), sweep);
    this.#stops.push(() => clearInterval(timer));
    this.#sweep();
  }

  close(): void {
    this.#stopped.abort();
    for (const stop of this.#stops) stop();
    for (const { timer } of this.#open.values()) clearTimeout(timer);
    this.#open.clear();
  }

  /** Opens what isn't caught up. A commit whose attempts are used up is left to Argo CD. */
  #sweep(): void {
    const { argo, view } = this.#options;
    if (!argo.connection().connected) return;
    for (const [name, { file, problem }] of view.files) {
      if (problem !== undefined || this.#isDone(name)) continue;
      if (this.#open.get(name)?.commit !== file.lastCommit.id) this.#begin(name);
    }
  }

  /** A set that can't be rendered gets another chance when one of its files changed or went: that may have been the broken one. */
  #readBrokenSetsAgain(previous: Snapshot, snapshot: Snapshot): void {
    const { argo, log } = this.#options;
    const broken = [...argo.applicationSets()].filter((set) => set.error);
    if (broken.length === 0) return;
    const changed = changedPaths(previous, snapshot);
    for (const set of broken) {
      if (!changed.some((path) => setCovering(path, [set]))) continue;
      const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(10_000)]);
      this.#refreshSet(set.name, signal).catch((error: unknown) =>
        log.warn({ set: set.name, err: error }, "Argo CD couldn't be asked to read a broken set again"),
      );
    }
  }

  #seen(name: string): void {
    const { argo, view } = this.#options;
    const open = this.#open.get(name);
    const application = argo.application(name);
    if (open && this.#isDone(name)) {
      clearTimeout(open.timer);
      this.#open.delete(name);
    } else if (!open && application && this.#abandoned(name, application)) {
      this.#begin(name);
    } else if (application === undefined && view.files.get(name)?.problem === undefined) {
      // It went while its file is wanted: it came back in the middle of a deletion, or somebody removed it by hand.
      this.#begin(name);
    }
  }

  #begin(name: string): void {
    const file = this.#options.view.files.get(name);
    if (!file) return;
    clearTimeout(this.#open.get(name)?.timer);
    this.#open.set(name, { commit: file.file.lastCommit.id, attempt: 0 });
    void this.#attempt(name);
  }

  #isDone(name: string): boolean {
    const { argo, view } = this.#options;
    const application = argo.application(name);
    if (application === undefined || !view.isCaughtUp(name)) return false;
    if (application.operation?.phase === "Terminating") return false;
    return !this.#superseded(name, application) && !this.#abandoned(name, application);
  }

  /**
   * Argo CD has compared the store with its newest commit and won't apply it: it takes the failed try of an older commit for a try
   * of this one, too, once it has seen that nothing of the store's own changed since it last looked.
   */
  #abandoned(name: string, { operation, operationPending, sync }: Application): boolean {
    const { view } = this.#options;
    if (operationPending || sync.status !== "OutOfSync" || !view.isCaughtUp(name)) return false;
    const failed = operation?.phase === "Failed" || operation?.phase === "Error";
    return failed && operation.revision !== undefined && !view.reaches(name, operation.revision);
  }

  /** The operation that runs is of a commit that a newer one replaced. */
  #superseded(name: string, { operation }: Application): boolean {
    if (operation?.phase !== "Running") return false;
    const { view } = this.#options;
    if (operation.revision !== undefined) return !view.reaches(name, operation.revision);
    // Between two tries Argo CD forgets the revision, to take the newest then: only its age tells.
    return Date.parse(operation.startedAt) < view.desiredSince(name) - 1_000;
  }

  async #attempt(name: string): Promise<void> {
    const open = this.#open.get(name);
    if (!open || this.#stopped.signal.aborted) return;
    if (this.#isDone(name) || !this.#options.view.files.has(name)) {
      this.#open.delete(name);
      return;
    }
    try {
      await this.#nudge(name);
    } catch (error) {
      const file = this.#options.view.files.get(name);
      this.#options.log.warn(
        { store: name, ...(file && changeOf(file)), err: error },
        "Argo CD couldn't be asked to take a commit up",
      );
    }
    const wait = attempts[open.attempt];
    // The entry stays, so that the same commit isn't opened again.
    if (wait === undefined || this.#stopped.signal.aborted) return;
    open.attempt += 1;
    open.timer = setTimeout(() => void this.#attempt(name), wait);
  }

  async #nudge(name: string): Promise<void> {
    const { argo, view, log } = this.#options;
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(10_000)]);
    const file = view.files.get(name);
    if (!file) return;
    const application = argo.application(name);
    const set = setCovering(file.file.path, argo.applicationSets());
    if (!application) {
      // Asking again what is still to be answered would only make a busy set busier.
      if (set && !set.refreshPending) await this.#refreshSet(set.name, signal);
      return;
    }
    if (this.#superseded(name, application) && isOld(application) && !isMigrating(application, argo, name)) {
      if (await argo.terminateOperation(application, signal))
        log.info(
          { store: name, ...changeOf(file), revision: application.operation?.revision },
          "A newer commit ended a running operation",
        );
    }
    if (this.#abandoned(name, application) && (await argo.startSync(application, platformActor, signal))) {
      log.info({ store: name, ...changeOf(file) }, "A commit that Argo CD passed over is synced");
      return;
    }
    // The set writes chart version, owner and labels into the Application's spec.
    const version = file.values?.store.chartVersion;
    const stale = application.labels["storeplane.dev/chart-version"] !== version || !view.isTemplated(name);
    if (set && stale) await this.#refreshSet(set.name, signal);
    // A new one is compared without being asked; asking too makes Argo CD do all of it twice, its set included.
    if (application.reconciledAt === undefined && Date.now() - application.createdAt < youth) return;
    await argo.refreshApplication(application.name, signal);
  }

  /** At once, then no more often than every so often: one reading serves all stores of the set that ask meanwhile. */
  async #refreshSet(set: string, signal: AbortSignal): Promise<void> {
    const asked = this.#asked.get(set);
    if (asked) {
      asked.again = true;
      return;
    }
    this.#asked.set(set, { again: false });
    setTimeout(() => {
      const again = this.#asked.get(set)?.again === true;
      this.#asked.delete(set);
      if (!again || this.#stopped.signal.aborted) return;
      const limited = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(10_000)]);
      // Whoever asked asks again if it didn't help.
      this.#refreshSet(set, limited).catch(() => undefined);
    }, setPause).unref();
    await this.#options.argo.refreshSet(set, signal);
  }
}

/** What leads from a line in the log to the request that made the change: its commit, and its trace. */
function changeOf({ file }: StoreFile): { commit: string; traceId?: string } {
  const { id, trace } = file.lastCommit;
  const traceId = parseTraceparent(trace)?.traceId;
  return { commit: id, ...(traceId !== undefined && { traceId }) };
}

function changedPaths(previous: Snapshot, snapshot: Snapshot): string[] {
  const gone = [...previous.files.keys()].filter((path) => !snapshot.files.has(path));
  const other = [...snapshot.files].filter(([path, { blobId }]) => previous.files.get(path)?.blobId !== blobId);
  return [...gone, ...other.map(([path]) => path)];
}

function isOld({ operation }: Application): boolean {
  const started = Date.parse(operation?.startedAt ?? "");
  return Number.isNaN(started) || Date.now() - started >= youth;
}

/** A migration that really runs isn't cut off; one whose pod can't even start is. */
export function isMigrating({ operation }: Application, argo: ArgoCd, name: string): boolean {
  const job = operation?.results.find(
    (result) => result.hookPhase === "Running" && result.kind === "Job" && /migrat/i.test(result.name),
  );
  return job !== undefined && !argo.podTroubles(name).some(({ pod }) => pod.startsWith(job.name));
}
