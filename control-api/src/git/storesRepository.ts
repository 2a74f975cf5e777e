/**
 * The port between the domain and Git: what a stores repository can tell and what may be asked of it.
 * One adapter exists per way of publishing a commit.
 */

/** A commit as people see it. `actor`, `requestId`, `reason` and `trace` are trailers, believed only when `verified`. */
export interface Commit {
  readonly id: string;
  /** First line of the message. */
  readonly subject: string;
  readonly body: string;
  readonly author: { readonly name: string; readonly email: string };
  /** ISO 8601, UTC. */
  readonly committedAt: string;
  /** True when the control API's own key signed it. */
  readonly verified: boolean;
  readonly actor?: string;
  readonly requestId?: string;
  readonly reason?: string;
  readonly operation?: Operation;
  /** The upgrade of many stores that it is part of. */
  readonly upgrade?: string;
  /** Of a deletion: the backup that is made before is done without. */
  readonly backup?: "skip";
  /** `traceparent` of the request that made it, where that was traced. */
  readonly trace?: string;
  readonly parents: readonly string[];
}

/** What a verified commit of the control API did (its trailer `Storeplane-Operation`). */
export type Operation = "create" | "update" | "delete" | "revert" | "confirm-deletions";

/** A file under `stores/` at the branch tip, as raw text: the domain decides whether it is a store. */
export interface RepositoryFile {
  readonly path: string;
  readonly blobId: string;
  readonly text: string;
  /** The commit that last touched the file. */
  readonly lastCommit: Commit;
  /** The commit that added it (the latest time it was added). */
  readonly firstCommit: Commit;
}

/** The branch tip as last fetched. Immutable: a new tip is a new snapshot that shares what did not change. */
export interface Snapshot {
  readonly revision: string;
  /** Epoch milliseconds of the last fetch that succeeded. */
  readonly fetchedAt: number;
  readonly files: ReadonlyMap<string, RepositoryFile>;
}

/** What must hold at the tip for an edit to be applied; checked again on every replay. */
export type Precondition =
  | { readonly kind: "absent" }
  | { readonly kind: "present" }
  | { readonly kind: "blob"; readonly blobId: string };

/** A pure edit of one path. `apply` gets the current text (undefined when absent), returns the new one (undefined deletes). */
export interface FileEdit {
  readonly path: string;
  readonly precondition: Precondition;
  readonly apply: (current: string | undefined) => string | undefined;
}

/** One change, which becomes one commit. */
export interface Change {
  readonly operation: Operation;
  readonly subject: string;
  readonly actor: string;
  /** Caller's Idempotency-Key hashed with the actor, or a fresh id. */
  readonly requestId: string;
  /** Hash of the request body, so that the same key with another body is refused. */
  readonly bodyHash?: string;
  readonly reason?: string;
  /** The upgrade of many stores that it is part of: an id without blanks. */
  readonly upgrade?: string;
  /** Of a deletion: the backup that is made before is done without. */
  readonly backup?: "skip";
  /** `traceparent` that goes with the commit, so that whoever sees the store get ready adds that to the same trace. */
  readonly trace?: string;
  /** Paragraphs between subject and trailers. */
  readonly body?: string;
  /** None makes an empty commit, for `confirm-deletions` only. */
  readonly edits: readonly FileEdit[];
}

/** `replayed` is true when the Idempotency-Key named a commit that is already in the history. */
export interface CommitResult {
  readonly commit: Commit;
  readonly replayed: boolean;
}

export interface FileDiff {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

export interface StoresRepository {
  /** Undefined until the first fetch has succeeded. */
  snapshot(): Snapshot | undefined;
  /**
   * Resolves when the commit is on the remote branch.
   * @throws PreconditionFailedError, IdempotencyKeyReusedError, NothingToCommitError, RevertConflictError (the caller's),
   *   ChangeRefusedError (a hook or a rule of the Git server said no, in its words),
   *   GitUnavailableError (nothing changed, unless its `outcomeUnknown`; try again).
   */
  commit(change: Change, signal?: AbortSignal): Promise<CommitResult>;
  /**
   * The change that undoes `commitId`, limited to `path` where given, as edits with preconditions for `commit`.
   * @throws UnknownCommitError, RevertConflictError, NothingToCommitError (it is undone already).
   */
  revertEdits(commitId: string, path?: string): Promise<readonly FileEdit[]>;
  /** Newest first; `path` limits it to commits that touched that path, `after` is the last commit id already seen. */
  history(options: { path?: string; limit: number; after?: string }): Promise<readonly Commit[]>;
  /** What a commit changed (a merge: in its first parent). @throws UnknownCommitError */
  diff(commitId: string, path?: string): Promise<{ readonly commit: Commit; readonly files: readonly FileDiff[] }>;
  /** Text of any file of the tip outside `stores/` (chart metadata, schemas). */
  readFile(path: string): Promise<string | undefined>;
  /** Text of a file as it was at a commit of the branch; undefined when it wasn't there. @throws UnknownCommitError */
  readFileAt(commitId: string, path: string): Promise<string | undefined>;
  /** Names of the entries of a folder of the tip; empty when absent. */
  readFolder(path: string): Promise<readonly string[]>;
  /**
   * True when `ancestor` is `descendant` or one of its ancestors.
   * @throws UnknownCommitError when `descendant` is not in the history as last fetched: it may be there after the next fetch.
   */
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  /** The same at once; undefined when `descendant` is not in the history as last fetched. */
  knownAncestor(ancestor: string, descendant: string): boolean | undefined;
  /**
   * Fetches now (after a webhook, or as the safety net). When the tip is `expected` already, as after a push of our own, there is nothing to do.
   * @throws GitUnavailableError
   */
  refresh(signal?: AbortSignal, expected?: string): Promise<Snapshot>;
  /** Called after each new snapshot; returns the function that stops it. */
  onSnapshot(listener: (snapshot: Snapshot, previous: Snapshot | undefined) => void): () => void;
  close(): Promise<void>;
}
