import type { Logger } from "pino";
import type { Person } from "./commitObject.ts";
import type { CourteousPace } from "./courteousPace.ts";
import { GitUnavailableError, UnknownCommitError } from "./errors.ts";
import { type JoinBatch, type Publisher, type PublishRequest, publish } from "./publish.ts";
import { type Pace, PublishQueue } from "./publishQueue.ts";
import type { FileChange } from "./rawDiff.ts";
import type { RemoteBranch } from "./remoteBranch.ts";
import { revertChanges } from "./revert.ts";
import type { CommitSigner } from "./sshSignature.ts";
import { StagedCommits } from "./stagedCommits.ts";
import type { Change, Commit, CommitResult, FileEdit, Snapshot, StoresRepository } from "./storesRepository.ts";
import type { MergeText } from "./threeWayMerge.ts";
import type { TrackedBranch } from "./trackedBranch.ts";
import { folderMode } from "./tree.ts";

/**
 * Runs work when it is this replica's turn among those that push to the same branch; soon and without a turn where there is nothing
 * to agree by. Only spares pushes that would be in vain: who is first is decided by the Git server alone.
 */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export interface GitStoresRepositoryParts {
  readonly branch: TrackedBranch;
  /** Where commits are pushed. */
  readonly remote: RemoteBranch;
  readonly log: Pick<Logger, "info">;
  readonly signer: CommitSigner;
  readonly committer: Person;
  readonly mergeText: MergeText | undefined;
  /** Milliseconds. */
  readonly commitLimitMs: number;
  /** How far pushes are kept apart, and how many changes share one; see `PublishQueue`. */
  readonly pace: Pace | undefined;
  /** Tells whether others push, too. */
  readonly contention: Pick<CourteousPace, "contended"> | undefined;
  readonly inTurn: InTurn | undefined;
  readonly largestBatch: number | undefined;
}

/** The stores repository behind any Git server: what the tracked branch knows, and changes that are published to it. */
export class GitStoresRepository implements StoresRepository {
  readonly #parts: GitStoresRepositoryParts;
  readonly #branch: TrackedBranch;
  readonly #queue: PublishQueue;

  constructor(parts: GitStoresRepositoryParts) {
    this.#parts = parts;
    this.#branch = parts.branch;
    this.#queue = new PublishQueue({
      limitMs: parts.commitLimitMs,
      pace: parts.pace,
      largestBatch: parts.largestBatch,
      publish: (batch, join) => {
        const publish = () => this.#branch.exclusively(() => this.#publish(batch, join));
        return parts.inTurn && this.#isContended() ? parts.inTurn(publish) : publish();
      },
    });
  }

  snapshot(): Snapshot | undefined {
    return this.#branch.state?.snapshot;
  }

  commit(change: Change, signal?: AbortSignal): Promise<CommitResult> {
    return this.#queue.add(change, signal);
  }

  /**
   * The commit of a change on the last known tip, made but not published, or the one that the same request made before.
   * @throws PreconditionFailedError, NothingToCommitError, IdempotencyKeyReusedError, GitUnavailableError, and what the edits throw
   */
  stageAlone(change: Change): Promise<{ readonly staged: StagedCommits; readonly result: CommitResult }> {
    return this.#branch.guarded(async () => {
      const staged = this.#stage();
      return { staged, result: await staged.add(change) };
    });
  }

  async revertEdits(commitId: string, path?: string): Promise<readonly FileEdit[]> {
    const state = this.#branch.known();
    const { commit, changes } = await this.#changesOf(commitId, path);
    const merge = commit.parents.length > 1;
    this.#parts.log.info({ commit: commitId, path, files: changes.length, merge }, "A commit is being reverted");
    return await this.#branch.guarded((reader) =>
      revertChanges({
        changes,
        currentBlob: async (file) => (await reader.entry(state.rootTree, file))?.id,
        readText: (id) => reader.text(id),
        mergeText: this.#parts.mergeText,
      }),
    );
  }

  async history(options: { path?: string; limit: number; after?: string }): Promise<readonly Commit[]> {
    return this.#branch.known().index.history(options);
  }

  async diff(commitId: string, path?: string): ReturnType<StoresRepository["diff"]> {
    const { commit, changes } = await this.#changesOf(commitId, path);
    const files = await this.#branch.guarded((reader) =>
      Promise.all(
        changes.map(async ({ path: file, before, after }) => ({
          path: file,
          ...(before !== undefined && { before: await reader.text(before) }),
          ...(after !== undefined && { after: await reader.text(after) }),
        })),
      ),
    );
    return { commit, files };
  }

  async readFile(path: string): Promise<string | undefined> {
    const state = this.#branch.known();
    return (await this.#branch.guarded(() => this.#branch.readFile(state, path)))?.text;
  }

  async readFileAt(commitId: string, path: string): Promise<string | undefined> {
    const found = this.#branch.known().index.get(commitId);
    if (!found) throw new UnknownCommitError(commitId);
    return await this.#branch.guarded(async (reader) => {
      const entry = await reader.entry(found.tree, path);
      return entry && entry.mode !== folderMode ? await reader.text(entry.id) : undefined;
    });
  }

  async readFolder(path: string): Promise<readonly string[]> {
    const { rootTree } = this.#branch.known();
    return await this.#branch.guarded((reader) => reader.folder(rootTree, path));
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    const { index } = this.#branch.known();
    if (!index.get(descendant)) throw new UnknownCommitError(descendant);
    return index.isAncestor(ancestor, descendant);
  }

  knownAncestor(ancestor: string, descendant: string): boolean | undefined {
    const index = this.#branch.state?.index;
    return index?.get(descendant) && index.isAncestor(ancestor, descendant);
  }

  refresh(signal?: AbortSignal, expected?: string): Promise<Snapshot> {
    return this.#branch.refresh(signal, expected);
  }

  onSnapshot(listener: Parameters<StoresRepository["onSnapshot"]>[0]): () => void {
    return this.#branch.onSnapshot(listener);
  }

  async close(): Promise<void> {
    this.#branch.stop();
    await this.#queue.close();
    await this.#branch.close();
  }

  async #publish(batch: readonly PublishRequest[], join: JoinBatch): Promise<void> {
    const branch = this.#branch;
    if (!branch.state) {
      const error = new GitUnavailableError("the stores repository has not been read yet; try again in a moment");
      for (const request of batch) request.reject(error);
      return;
    }
    const keeping: Promise<void>[] = [];
    const publisher: Publisher = {
      stage: () => this.#stage(),
      push: (staged) => this.#parts.remote.push(staged),
      remoteTip: () => this.#parts.remote.tip(),
      fetch: () => branch.fetch(),
      knows: (commitId) => branch.state?.index.get(commitId) !== undefined,
      repair: () => branch.repair(),
      advance: (staged) => {
        keeping.push(branch.advance(staged));
      },
    };
    // Another has most likely pushed: asking is cheaper than a push in vain. Whether it works out shows below.
    if (this.#isContended()) await branch.fetch().catch(() => undefined);
    await publish(batch, publisher, join);
    await Promise.all(keeping);
  }

  #isContended(): boolean {
    return this.#parts.contention?.contended ?? false;
  }

  #stage(): StagedCommits {
    const { signer, committer } = this.#parts;
    return new StagedCommits(this.#branch.known(), {
      signer,
      committer,
      readTree: (id) => this.#branch.readTree(id),
      readFile: (state, path) => this.#branch.readFile(state, path),
    });
  }

  async #changesOf(commitId: string, path?: string): Promise<{ commit: Commit; changes: readonly FileChange[] }> {
    const entry = this.#branch.known().index.get(commitId);
    if (!entry) throw new UnknownCommitError(commitId);
    const [first, second] = entry.commit.parents;
    // The index holds of a merge only what neither side had; people mean what it brought to the branch.
    const changes = second === undefined ? entry.changes : await this.#branch.difference(first, commitId);
    return { commit: entry.commit, changes: changes.filter((change) => path === undefined || change.path === path) };
  }
}
