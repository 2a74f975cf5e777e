import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { BareClone } from "./bareClone.ts";
import type { Person } from "./commitObject.ts";
import { DamagedCloneError, GitUnavailableError, UnknownCommitError } from "./errors.ts";
import { type GitConnection, NoAnswerError } from "./gitConnection.ts";
import type { IndexedCommit } from "./historyIndex.ts";
import { Mutex } from "./mutex.ts";
import { type Publisher, type PublishRequest, publish } from "./publish.ts";
import { PublishQueue } from "./publishQueue.ts";
import type { FileChange } from "./rawDiff.ts";
import { pushPack, readRemoteTip } from "./receivePack.ts";
import { advanceState, type RepositoryState, readState } from "./repositoryState.ts";
import { revertChanges } from "./revert.ts";
import type { CommitSigner, TrustedKeys } from "./sshSignature.ts";
import { StagedCommits } from "./stagedCommits.ts";
import type { Change, Commit, CommitResult, FileEdit, Snapshot, StoresRepository } from "./storesRepository.ts";
import type { MergeText } from "./threeWayMerge.ts";
import { TipReader } from "./tipReader.ts";
import { folderMode } from "./tree.ts";

export interface GitStoresRepositoryParts {
  readonly branch: string;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly clone: BareClone;
  readonly connection: GitConnection;
  readonly signer: CommitSigner;
  readonly trusted: TrustedKeys;
  readonly committer: Person;
  readonly mergeText: MergeText | undefined;
  /** Milliseconds. */
  readonly commitLimitMs: number;
  readonly pushLimitMs: number;
}

type SnapshotListener = Parameters<StoresRepository["onSnapshot"]>[0];

const askingLimitMs = 10_000;
const longestRetryMs = 10_000;
const repairPauseMs = 30_000;
const housekeepingAfter = 5000;

/** The stores repository behind any Git server. One writer: everything that moves the known tip runs under one mutex. */
export class GitStoresRepository implements StoresRepository {
  /** Ends when the first fetch has succeeded, or the repository is closed. */
  readonly opened: Promise<void>;
  readonly #parts: GitStoresRepositoryParts;
  readonly #reader: TipReader;
  readonly #queue: PublishQueue;
  readonly #mutex = new Mutex();
  readonly #listeners = new Set<SnapshotListener>();
  readonly #closing = new AbortController();
  #state: RepositoryState | undefined;
  /** True when the clone lacks what was pushed last. */
  #behind = false;
  #repairedAt = 0;
  /** Objects written since the last housekeeping. */
  #written = 0;

  constructor(parts: GitStoresRepositoryParts) {
    this.#parts = parts;
    this.#reader = new TipReader(parts.clone);
    this.#queue = new PublishQueue({
      limitMs: parts.commitLimitMs,
      publish: (batch) => this.#mutex.run(() => this.#publish(batch)),
    });
    this.opened = this.#open();
  }

  snapshot(): Snapshot | undefined {
    return this.#state?.snapshot;
  }

  commit(change: Change, signal?: AbortSignal): Promise<CommitResult> {
    return this.#queue.add(change, signal);
  }

  async revertEdits(commitId: string, path?: string): Promise<readonly FileEdit[]> {
    const state = this.#known();
    const { commit, changes } = await this.#changesOf(commitId, path);
    const what = commit.parents.length > 1 ? "merge" : "commit";
    this.#parts.log.info({ commit: commitId, path, files: changes.length }, `reverting a ${what}`);
    return await this.#guarded(() =>
      revertChanges({
        changes,
        currentBlob: async (file) => (await this.#reader.entry(state.rootTree, file))?.id,
        readText: (id) => this.#reader.text(id),
        mergeText: this.#parts.mergeText,
      }),
    );
  }

  async history(options: { path?: string; limit: number; after?: string }): Promise<readonly Commit[]> {
    return this.#known().index.history(options);
  }

  async diff(commitId: string, path?: string): ReturnType<StoresRepository["diff"]> {
    const { commit, changes } = await this.#changesOf(commitId, path);
    const text = async (id: string) => await this.#reader.text(id);
    const files = await this.#guarded(() =>
      Promise.all(
        changes.map(async ({ path: file, before, after }) => ({
          path: file,
          ...(before !== undefined && { before: await text(before) }),
          ...(after !== undefined && { after: await text(after) }),
        })),
      ),
    );
    return { commit, files };
  }

  async readFile(path: string): Promise<string | undefined> {
    return (await this.#fileAt(this.#known(), path))?.text;
  }

  async readFolder(path: string): Promise<readonly string[]> {
    const { rootTree } = this.#known();
    return await this.#guarded(() => this.#reader.folder(rootTree, path));
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    const { index } = this.#known();
    if (!index.get(descendant)) throw new UnknownCommitError(descendant);
    return index.isAncestor(ancestor, descendant);
  }

  async refresh(signal?: AbortSignal, expected?: string): Promise<Snapshot> {
    signal?.throwIfAborted();
    // Asking where the branch is must not make a change wait that comes meanwhile.
    if (await this.#isCurrent(expected)) return this.#known().snapshot;
    return await this.#mutex.run(async () => {
      signal?.throwIfAborted();
      if (await this.#isCurrent(expected)) return this.#known().snapshot;
      if (!this.#state) await this.#parts.clone.prepare();
      await this.#fetch(signal);
      return this.#known().snapshot;
    });
  }

  onSnapshot(listener: SnapshotListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#queue.close();
    await this.#mutex.run(async () => undefined);
    await this.opened;
    this.#parts.connection.close();
    this.#parts.clone.close();
  }

  /** Tries until the repository has been read once. A remote that is down, or empty as yet, is waited for. */
  async #open(): Promise<void> {
    const { signal } = this.#closing;
    for (let wait = 250; !signal.aborted && !this.#state; wait = Math.min(wait * 2, longestRetryMs)) {
      const error = await this.refresh(signal).catch((reason: unknown) => reason);
      const snapshot = this.snapshot();
      if (snapshot) {
        this.#parts.log.info({ revision: snapshot.revision, files: snapshot.files.size }, "stores repository opened");
        void this.#maintain();
        return;
      }
      if (signal.aborted) return;
      this.#parts.log.warn({ err: error, retryMs: wait }, "stores repository can't be read yet");
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Only under the mutex. */
  async #publish(batch: readonly PublishRequest[]): Promise<void> {
    if (!this.#state) {
      const error = new GitUnavailableError("the stores repository has not been read yet; try again in a moment");
      for (const request of batch) request.reject(error);
      return;
    }
    let keeping = Promise.resolve();
    const publisher: Publisher = {
      stage: () => this.#stage(),
      push: async (staged) => await this.#push(staged),
      remoteTip: () => this.#remoteTip(),
      fetch: () => this.#fetch(),
      knows: (commitId) => this.#state?.index.get(commitId) !== undefined,
      repair: () => this.#repair(),
      advance: (staged) => {
        if (this.#state?.revision !== staged.base.revision || staged.commits.length === 0) return;
        this.#setState(advanceState(staged.base, staged.commits, staged.texts));
        keeping = this.#keep(staged);
      },
    };
    await publish(batch, publisher);
    await keeping;
  }

  #stage(): StagedCommits {
    const { signer, trusted, committer } = this.#parts;
    return new StagedCommits(this.#known(), {
      signer,
      trusted,
      committer,
      readTree: (id) => this.#reader.object(id),
      readFile: (state, path) => this.#fileAt(state, path, false),
    });
  }

  async #push(staged: StagedCommits): ReturnType<typeof pushPack> {
    const { connection, branch, pushLimitMs: limitMs, log } = this.#parts;
    const started = performance.now();
    const pack = staged.pack();
    const outcome = await pushPack(connection, {
      branch,
      limitMs,
      oldId: staged.base.revision,
      newId: staged.tip,
      pack,
    });
    const ms = Math.round(performance.now() - started);
    log.info(
      { commits: staged.commits.length, bytes: pack.length, ms, outcome: outcome.kind, tip: staged.tip },
      "pushed",
    );
    return outcome;
  }

  /** What was pushed is written to the clone behind the answer's back: the remote has it, so losing it here costs a fetch. */
  async #keep(staged: StagedCommits): Promise<void> {
    try {
      await this.#reader.keep(staged.objects, staged.tip);
      this.#written += staged.objects.length;
      if (this.#written > housekeepingAfter) void this.#maintain();
    } catch (error) {
      this.#behind = true;
      this.#parts.log.warn({ err: error }, "the clone could not take what was pushed; it will be fetched");
    }
  }

  /** True when nothing is to be fetched. @throws GitUnavailableError */
  async #isCurrent(expected: string | undefined): Promise<boolean> {
    if (!this.#state || this.#behind) return false;
    if (this.#state.revision === expected) return true;
    const tip = await this.#remoteTip().catch((error: unknown) => {
      throw error instanceof NoAnswerError ? new GitUnavailableError(error.message, { cause: error }) : error;
    });
    const state: RepositoryState | undefined = this.#state;
    if (!state || tip !== state.revision) return false;
    this.#state = { ...state, snapshot: { ...state.snapshot, fetchedAt: Date.now() } };
    return true;
  }

  #remoteTip(): Promise<string | undefined> {
    return readRemoteTip(this.#parts.connection, this.#parts.branch, askingLimitMs);
  }

  async #fetch(signal?: AbortSignal): Promise<void> {
    try {
      await this.#fetchOnce(signal);
    } catch (error) {
      if (!(error instanceof DamagedCloneError)) throw error;
      await this.#repair(error);
      await this.#fetchOnce(signal);
    }
  }

  async #fetchOnce(signal?: AbortSignal): Promise<void> {
    const tip = await this.#parts.clone.fetch(signal);
    if (tip === undefined) {
      throw new GitUnavailableError(`the stores repository has no branch ${this.#parts.branch} (yet)`);
    }
    this.#setState(await this.#read(tip));
    this.#behind = false;
  }

  #read(tip: string): Promise<RepositoryState> {
    return readState(this.#parts.clone, tip, this.#parts.trusted, this.#state);
  }

  /** @throws GitUnavailableError, or the damage when it comes back at once. */
  async #repair(cause?: DamagedCloneError): Promise<void> {
    if (Date.now() - this.#repairedAt < repairPauseMs) {
      throw new GitUnavailableError("the clone of the stores repository is damaged again; look at the disk", { cause });
    }
    this.#repairedAt = Date.now();
    this.#parts.log.warn({ err: cause }, "the clone of the stores repository is damaged; making it again");
    await this.#parts.clone.remake();
  }

  /** Reads, and once more after a repair when the clone turns out to be damaged. */
  async #guarded<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof DamagedCloneError)) throw error;
      await this.#mutex.run(() => this.#repair(error));
      return await read();
    }
  }

  async #fileAt(
    state: RepositoryState,
    path: string,
    guarded = true,
  ): Promise<{ id: string; text: string } | undefined> {
    const watched = state.snapshot.files.get(path);
    if (watched) return { id: watched.blobId, text: watched.text };
    const read = async () => {
      const entry = await this.#reader.entry(state.rootTree, path);
      return entry && entry.mode !== folderMode ? { id: entry.id, text: await this.#reader.text(entry.id) } : undefined;
    };
    return await (guarded ? this.#guarded(read) : read());
  }

  async #changesOf(commitId: string, path?: string): Promise<{ commit: Commit; changes: readonly FileChange[] }> {
    const entry: IndexedCommit | undefined = this.#known().index.get(commitId);
    if (!entry) throw new UnknownCommitError(commitId);
    const [first, second] = entry.commit.parents;
    // The index holds of a merge only what neither side had; people mean what it brought to the branch.
    const changes =
      second === undefined ? entry.changes : await this.#guarded(() => this.#parts.clone.diff(first, commitId));
    return { commit: entry.commit, changes: changes.filter((change) => path === undefined || change.path === path) };
  }

  #known(): RepositoryState {
    if (!this.#state)
      throw new GitUnavailableError("the stores repository has not been read yet; try again in a moment");
    return this.#state;
  }

  #setState(state: RepositoryState): void {
    const previous = this.#state;
    this.#state = state;
    if (previous?.revision === state.revision) return;
    for (const listener of this.#listeners) {
      try {
        listener(state.snapshot, previous?.snapshot);
      } catch (error) {
        this.#parts.log.error({ err: error }, "a listener of the stores repository failed");
      }
    }
  }

  async #maintain(): Promise<void> {
    this.#written = 0;
    await this.#parts.clone.maintain().catch((error: unknown) => {
      this.#parts.log.warn({ err: error }, "housekeeping of the clone failed");
    });
  }
}
