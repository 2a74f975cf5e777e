/** What can be asked of the stores, free of HTTP. Every method that changes something is answered when its commit is on the remote. */
import type { Commit, FileDiff } from "../git/storesRepository.ts";
import type { BlockedFile, Engine, Store, StoreDetail, StoreResource } from "./store.ts";

/** Who asks for a change. `idempotencyKey` makes a retry safe; `body` is what the key must not be reused for differently. */
export interface Requester {
  readonly id: string;
  readonly idempotencyKey?: string | undefined;
  readonly body: unknown;
}

export interface ListQuery {
  readonly search?: string | undefined;
  readonly status?: readonly string[] | undefined;
  readonly engine?: string | undefined;
  readonly owner?: string | undefined;
  readonly sort: StoreSort;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export type StoreSort = "name" | "-name" | "createdAt" | "-createdAt" | "status" | "-status";

export interface ListPage {
  readonly items: readonly Store[];
  readonly total: number;
  readonly nextCursor?: string;
}

export interface CreateRequest {
  readonly name: string;
  readonly engine: string;
  readonly chartVersion?: string | undefined;
  readonly displayName?: string | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  readonly reason?: string | undefined;
}

export interface UpdateRequest {
  readonly displayName?: string | undefined;
  readonly suspended?: boolean | undefined;
  readonly chartVersion?: string | undefined;
  /** RFC 7396 merge patch of the engine's values. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly reason?: string | undefined;
}

export interface ChangeOutcome {
  readonly commit: Commit;
  readonly store?: StoreDetail;
}

export interface CommitPage {
  readonly items: readonly Commit[];
  readonly nextCursor?: string;
}

export interface StoresApplication {
  list(query: ListQuery): ListPage;
  blocked(owner?: string): readonly BlockedFile[];
  get(name: string): StoreDetail | undefined;
  /** Owner of the store, also of one that is gone from Git; undefined when there never was one. */
  ownerOf(name: string): Promise<string | undefined>;
  /** Owner of the store as it is shown now; undefined when there is none. */
  ownerNow(name: string): string | undefined;
  create(request: CreateRequest, by: Requester): Promise<ChangeOutcome>;
  /** `blobId` is the version the caller saw; undefined means any. */
  update(name: string, request: UpdateRequest, blobId: string | undefined, by: Requester): Promise<ChangeOutcome>;
  delete(name: string, reason: string | undefined, by: Requester): Promise<ChangeOutcome>;
  /** Undoes a commit; within one store's file when `name` is given. */
  revert(commit: string, name: string | undefined, reason: string | undefined, by: Requester): Promise<ChangeOutcome>;
  confirmDeletions(names: readonly string[], reason: string | undefined, by: Requester): Promise<ChangeOutcome>;
  history(name: string | undefined, page: { limit: number; after?: string }): Promise<CommitPage>;
  diff(commit: string, name?: string): Promise<{ commit: Commit; files: readonly (FileDiff & { patch: string })[] }>;
  resources(name: string): readonly StoreResource[];
  credentials(name: string, signal?: AbortSignal): Promise<readonly { key: string; value: string }[]>;
  engines(): Promise<readonly Engine[]>;
}
