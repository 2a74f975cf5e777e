import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { BareClone } from "./bareClone.ts";
import { DamagedCloneError, GitUnavailableError } from "./errors.ts";
import { NoAnswerError } from "./gitConnection.ts";
import { Mutex } from "./mutex.ts";
import type { FileChange } from "./rawDiff.ts";
import type { RemoteBranch } from "./remoteBranch.ts";
import { advanceState, type RepositoryState, readState } from "./repositoryState.ts";
import type { TrustedKeys } from "./sshSignature.ts";
import type { StagedCommits, StagedFile } from "./stagedCommits.ts";
import type { Snapshot, StoresRepository } from "./storesRepository.ts";
import { TipReader } from "./tipReader.ts";
import { folderMode } from "./tree.ts";
import type { MissingHistory } from "./uploadPack.ts";

export interface TrackedBranchParts {
  readonly remote: RemoteBranch;
  readonly clone: BareClone;
  readonly trusted: TrustedKeys;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
}

type SnapshotListener = Parameters<StoresRepository["onSnapshot"]>[0];

const longestRetryMs = 10_000;
const repairPauseMs = 30_000;
/** Moves of the tip, each of some objects or a pack, after which the clone is looked at. */
const housekeepingAfter = 200;

/** The last known state of the branch, and the clone behind it. Everything that moves the known tip runs under one mutex. */
export class TrackedBranch {
  /** Ends when the first fetch has succeeded, or the branch is closed. */
  readonly opened: Promise<void>;
  readonly #parts: TrackedBranchParts;
  readonly #reader: TipReader;
  readonly #mutex = new Mutex();
  readonly #listeners = new Set<SnapshotListener>();
  readonly #closing = new AbortController();
  #state: RepositoryState | undefined;
  /** True when the clone lacks what was pushed last. */
  #behind = false;
  /** When the clone was last made anew. */
  #repairedAt = 0;
  /** Ends when the clone has what was pushed. */
  #keeping: Promise<void> = Promise.resolve();
  /** Moves of the tip since the last housekeeping. */
  #moves = 0;
  #housekeeping: Promise<void> | undefined;

  constructor(parts: TrackedBranchParts) {
    this.#parts = parts;
    this.#reader = new TipReader(parts.clone);
    this.opened = this.#open();
  }

  /** Undefined until the first fetch has succeeded. */
  get state(): RepositoryState | undefined {
    return this.#state;
  }

  /** @throws GitUnavailableError until the first fetch has succeeded. */
  known(): RepositoryState {
    if (!this.#state)
      throw new GitUnavailableError("the stores repository has not been read yet; try again in a moment");
    return this.#state;
  }

  /** Runs a task that may move the known tip: one after the other. */
  exclusively<T>(task: () => Promise<T>): Promise<T> {
    return this.#mutex.run(task);
  }

  /** See `StoresRepository.refresh`. */
  async refresh(signal?: AbortSignal, expected?: string): Promise<Snapshot> {
    signal?.throwIfAborted();
    // Asking where the branch is must not make a change wait that comes meanwhile.
    if (await this.#isCurrent(expected)) return this.known().snapshot;
    return await this.#mutex.run(async () => {
      signal?.throwIfAborted();
      if (await this.#isCurrent(expected)) return this.known().snapshot;
      if (!this.#state) await this.#parts.clone.prepare();
      await this.fetch(signal);
      return this.known().snapshot;
    });
  }

  /** Fetches and makes the new tip the known one. Only under `exclusively`. @throws GitUnavailableError */
  async fetch(signal?: AbortSignal): Promise<void> {
    // It would set the branch back if it came in between.
    await this.#keeping;
    try {
      await this.#fetchOnce(signal);
    } catch (error) {
      if (!(error instanceof DamagedCloneError)) throw error;
      await this.repair(error);
      await this.#fetchOnce(signal);
    }
  }

  /**
   * Makes staged commits that are on the remote the known tip. Only under `exclusively`.
   * @returns what ends when the clone has those before them: the next push needn't wait for the disk, but not run away from it.
   */
  advance(staged: StagedCommits): Promise<void> {
    if (this.#state?.revision !== staged.base.revision || staged.commits.length === 0) return Promise.resolve();
    this.#setState(advanceState(staged.base, staged.commits, staged.texts));
    const before = this.#keeping;
    this.#keeping = this.#keep(staged, before);
    return before;
  }

  /** Makes the clone anew. Only under `exclusively`. @throws GitUnavailableError, or the damage when it comes back at once. */
  async repair(cause?: DamagedCloneError): Promise<void> {
    if (Date.now() - this.#repairedAt < repairPauseMs) {
      throw new GitUnavailableError("the clone of the stores repository is damaged again; look at the disk", { cause });
    }
    this.#parts.log.warn({ err: cause }, "the clone of the stores repository is damaged; making it again");
    await this.#housekeeping;
    await this.#keeping;
    await this.#parts.clone.remake();
    // A remote that was down is no reason to wait: only a clone that is damaged again at once is.
    this.#repairedAt = Date.now();
  }

  /** Reads, and once more after a repair when the clone turns out to be damaged. Not under `exclusively`. */
  async guarded<T>(read: (reader: TipReader) => Promise<T>): Promise<T> {
    const begunAt = Date.now();
    try {
      return await read(this.#reader);
    } catch (error) {
      if (!(error instanceof DamagedCloneError)) throw error;
      // Of many who stumble over the same damage the first one repairs it.
      await this.#mutex.run(async () => {
        if (this.#repairedAt < begunAt) await this.repair(error);
      });
      return await read(this.#reader);
    }
  }

  /** Content of a tree. @throws DamagedCloneError */
  readTree(id: string): Promise<Buffer> {
    return this.#reader.object(id);
  }

  /** A file of a state, undefined when there is none. @throws DamagedCloneError */
  async readFile(state: RepositoryState, path: string): Promise<StagedFile | undefined> {
    const watched = state.snapshot.files.get(path);
    if (watched) return { id: watched.blobId, text: watched.text };
    const entry = await this.#reader.entry(state.rootTree, path);
    return entry && entry.mode !== folderMode ? { id: entry.id, text: await this.#reader.text(entry.id) } : undefined;
  }

  /** What differs between two commits. */
  difference(from: string | undefined, to: string): Promise<readonly FileChange[]> {
    return this.guarded(() => this.#parts.clone.diff(from, to));
  }

  onSnapshot(listener: SnapshotListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops trying to open; `close` then waits for what runs. */
  stop(): void {
    this.#closing.abort();
  }

  async close(): Promise<void> {
    this.stop();
    await this.#mutex.run(async () => undefined);
    await this.opened;
    await this.#keeping;
    await this.#housekeeping;
    this.#parts.remote.close();
    this.#parts.clone.close();
  }

  /** Tries until the repository has been read once. A remote that is down, or empty as yet, is waited for. */
  async #open(): Promise<void> {
    const { signal } = this.#closing;
    for (let wait = 250; !signal.aborted && !this.#state; wait = Math.min(wait * 2, longestRetryMs)) {
      try {
        const { revision, files } = await this.refresh(signal);
        this.#parts.log.info({ revision, files: files.size }, "stores repository opened");
        this.#maintain();
      } catch (error) {
        if (signal.aborted) return;
        this.#parts.log.warn({ err: error, retryMs: wait }, "stores repository can't be read yet");
        await sleep(wait, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** What was pushed is written to the clone behind the answer's back: the remote has it, so losing it here costs a fetch. */
  async #keep(staged: StagedCommits, before: Promise<void>): Promise<void> {
    try {
      await this.#reader.keep(staged.objects, staged.pack(), staged.tip, before);
    } catch (error) {
      this.#behind = true;
      this.#parts.log.warn({ err: error }, "the clone could not take what was pushed; it will be fetched");
    }
  }

  /** What the clone lacks; undefined when that isn't known. @throws GitUnavailableError */
  async #missing(): Promise<MissingHistory | undefined> {
    const from = this.#state?.revision;
    if (from === undefined || this.#behind) return undefined;
    const to = await this.#remoteTip();
    return to === undefined ? undefined : { from, to };
  }

  /** @throws GitUnavailableError */
  async #remoteTip(): Promise<string | undefined> {
    return await this.#parts.remote.tip().catch((error: unknown) => {
      throw error instanceof NoAnswerError ? new GitUnavailableError(error.message, { cause: error }) : error;
    });
  }

  /** True when nothing is to be fetched. @throws GitUnavailableError */
  async #isCurrent(expected: string | undefined): Promise<boolean> {
    if (!this.#state || this.#behind) return false;
    if (this.#state.revision === expected) return true;
    const tip = await this.#remoteTip();
    const state: RepositoryState | undefined = this.#state;
    if (!state || tip !== state.revision) return false;
    this.#state = { ...state, snapshot: { ...state.snapshot, fetchedAt: Date.now() } };
    return true;
  }

  async #fetchOnce(signal?: AbortSignal): Promise<void> {
    const { clone, remote, trusted } = this.#parts;
    const missing = await this.#missing();
    if (missing && missing.from === missing.to) return;
    const tip = await clone.fetch(missing, signal);
    if (tip === undefined) throw new GitUnavailableError(`the stores repository has no branch ${remote.name} (yet)`);
    this.#setState(await readState(clone, tip, trusted, this.#state));
    this.#reader.fetched();
    this.#behind = false;
  }

  #setState(state: RepositoryState): void {
    const previous = this.#state;
    this.#state = state;
    if (previous?.revision === state.revision) return;
    this.#moves += 1;
    if (this.#moves > housekeepingAfter) this.#maintain();
    for (const listener of this.#listeners) {
      try {
        listener(state.snapshot, previous?.snapshot);
      } catch (error) {
        this.#parts.log.error({ err: error }, "a listener of the stores repository failed");
      }
    }
  }

  #maintain(): void {
    this.#moves = 0;
    this.#housekeeping ??= this.#parts.clone
      .maintain()
      .catch((error: unknown) => this.#parts.log.warn({ err: error }, "housekeeping of the clone failed"))
      .finally(() => {
        this.#housekeeping = undefined;
      });
  }
}
