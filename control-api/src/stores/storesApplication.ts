/**
 * What can be asked of the stores, free of HTTP. Every method that changes something is answered when its commit is on the remote,
 * or its pull request is open.
 */
import type { Commit, FileDiff } from "../git/storesRepository.ts";
import type { BlockedFile, Engine, StatusPhase, Store, StoreDetail } from "./store.ts";
import type { BackupList, Viewer } from "./storeBackups.ts";
import type { Submitted } from "./submitChange.ts";

/** Who asks for a change. `idempotencyKey` makes a retry safe; `body` is what the key must not be reused for differently. */
export interface Requester {
  readonly id: string;
  readonly idempotencyKey?: string | undefined;
  readonly body: unknown;
  /** How the change is made; as the platform's settings say when left out. */
  readonly mode?: ChangeMode | undefined;
}

/** A commit on the branch at once, or a pull request for people to merge. */
export type ChangeMode = "direct" | "pull-request";

export interface ListQuery {
  readonly search?: string | undefined;
  readonly status?: readonly string[] | undefined;
  readonly engine?: string | undefined;
  readonly owner?: string | undefined;
  readonly cluster?: string | undefined;
  readonly chartVersion?: string | undefined;
  readonly sort: StoreSort;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export type StoreSort = SortKey | `-${SortKey}`;
type SortKey = "name" | "createdAt" | "updatedAt" | "status" | "owner";

export interface ListPage {
  readonly items: readonly Store[];
  readonly total: number;
  /** Stores by phase among those that match everything but the query's status. */
  readonly counts: Partial<Record<StatusPhase, number>>;
  readonly nextCursor?: string;
}

export interface CreateRequest {
  readonly name: string;
  readonly engine: string;
  readonly chartVersion?: string | undefined;
  readonly displayName?: string | undefined;
  /** Argo CD's name of the cluster it shall run on. */
  readonly cluster?: string | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  readonly reason?: string | undefined;
  /** The backup whose data it begins with. */
  readonly restore?: RestoreWish | undefined;
}

/** A backup of `store` by the beginning of its id, or its `latest`, among those that `viewer` may see. */
export interface RestoreWish {
  readonly store: string;
  readonly snapshot: string;
  readonly viewer: Viewer;
}

/** An upgrade. A backup is made before unless `backup` is false; that it must be makes it fail where none can be. */
export type UpgradeStoreRequest = UpdateRequest & { readonly backup?: boolean | undefined };

/** An RFC 7396 merge patch: `null` removes, which for `values` means all of the engine's. */
export interface UpdateRequest {
  readonly displayName?: string | null | undefined;
  readonly suspended?: boolean | null | undefined;
  readonly chartVersion?: string | undefined;
  readonly values?: Readonly<Record<string, unknown>> | null | undefined;
  readonly reason?: string | undefined;
}

/** What a store that comes back has in it: the data of a backup, its `latest`, or `none` whatever its file says. */
export type RevivedData = Omit<RestoreWish, "store">;

/** Versions of the values file that a change is meant for, as their blob ids; undefined means any. */
export type SeenVersions = readonly string[] | undefined;

export interface SyncOutcome {
  /** `started`: a sync of the newest commit runs; `running`: one ran already and is left to end; `requested`: Argo CD was asked to make the Application first. */
  readonly state: "started" | "running" | "requested";
  /** An operation that hung was ended first. */
  readonly terminated: boolean;
  readonly detail: string;
}

export type ChangeOutcome = Submitted & { readonly store?: StoreDetail };

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
  update(name: string, request: UpdateRequest, seen: SeenVersions, by: Requester): Promise<ChangeOutcome>;
  /** Moves the store to another release of its chart, the newest when neither version nor values are given. */
  upgrade(name: string, request: UpgradeStoreRequest, seen: SeenVersions, by: Requester): Promise<ChangeOutcome>;
  /** `withoutBackup`: none is made first, and one that is being made or fails isn't waited for. */
  delete(
    name: string,
    request: { readonly reason?: string | undefined; readonly withoutBackup: boolean },
    seen: SeenVersions,
    by: Requester,
  ): Promise<ChangeOutcome>;
  /** @throws BackupsUnavailableError, UnknownClusterError, ClusterUnavailableError */
  backups(name: string, viewer: Viewer, signal: AbortSignal): Promise<BackupList>;
  /** Asks for a backup now. @throws BackupsOffError */
  backUp(name: string, reason: string | undefined, seen: SeenVersions, by: Requester): Promise<ChangeOutcome>;
  /** The store's data as in one of its backups. @throws BackupsOffError, BackupNotFoundError */
  restoreBackup(
    name: string,
    wish: { readonly snapshot: string; readonly reason?: string | undefined },
    viewer: Viewer,
    seen: SeenVersions,
    by: Requester,
  ): Promise<ChangeOutcome>;
  /** Asks Argo CD to compare and sync the store now, also what failed before at the same commit. */
  sync(name: string, by: string, signal?: AbortSignal): Promise<SyncOutcome>;
  /** Undoes a commit; within one store's file when `name` is given. A store that comes back by it may get a backup's data. */
  revert(
    commit: string,
    name: string | undefined,
    reason: string | undefined,
    by: Requester,
    data?: RevivedData,
  ): Promise<ChangeOutcome>;
  /** The store's file as it was at `commit`, as one new commit; also of a store whose file is gone. */
  restore(
    name: string,
    commit: string,
    reason: string | undefined,
    seen: SeenVersions,
    by: Requester,
    data?: RevivedData,
  ): Promise<ChangeOutcome>;
  confirmDeletions(names: readonly string[], reason: string | undefined, by: Requester): Promise<ChangeOutcome>;
  history(name: string | undefined, page: { limit: number; after?: string }): Promise<CommitPage>;
  diff(commit: string, name?: string): Promise<{ commit: Commit; files: readonly (FileDiff & { patch: string })[] }>;
  engines(): Promise<readonly Engine[]>;
}
