/** The port for changes that people merge: only Git servers with pull requests have it, beside `StoresRepository`. */
import type { Change, Commit, Operation } from "./storesRepository.ts";

export interface PullRequest {
  readonly number: number;
  /** Its page for people. */
  readonly url: string;
  readonly branch: string;
  readonly title: string;
  readonly state: "open" | "merged" | "closed";
  /** ISO 8601, UTC. */
  readonly openedAt: string;
  /** True when its commit is one that the control API signed; only then are the next three known. */
  readonly ours: boolean;
  readonly operation?: Operation;
  readonly actor?: string;
  readonly requestId?: string;
  /** True when the Git server merges it by itself once its rules are met. */
  readonly autoMerge: boolean;
  readonly files: readonly ProposedFile[];
}

export interface ProposedFile {
  readonly path: string;
  readonly status: "added" | "changed" | "removed";
  /** Of a file under `stores/` that is added. */
  readonly text?: string;
}

/** `committed`: the Idempotency-Key named a commit that is on the branch already. */
export type ProposalResult =
  | { readonly kind: "proposed"; readonly pullRequest: PullRequest; readonly replayed: boolean }
  | { readonly kind: "committed"; readonly commit: Commit };

export interface Proposals {
  /**
   * Resolves when the pull request is open; the branch that says which stores exist is not touched.
   * @throws what `StoresRepository.commit` throws
   */
  propose(change: Change, signal?: AbortSignal): Promise<ProposalResult>;
  /** Open pull requests as last seen, those that people made from branches of the repository too. */
  open(): readonly PullRequest[];
  /** Looks at all open pull requests, or at one, now. @throws GitUnavailableError */
  refresh(signal?: AbortSignal, number?: number): Promise<void>;
  /** Called when what is open has changed; returns the function that stops it. */
  onChange(listener: () => void): () => void;
}
