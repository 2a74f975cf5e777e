/** A store as the platform knows it: what Git says joined with what the cluster shows. Never stored. */
import type { PullRequest } from "../git/proposals.ts";
import type { Commit } from "../git/storesRepository.ts";

export type StatusPhase =
  | "Pending"
  | "Provisioning"
  | "Ready"
  | "Updating"
  | "Suspended"
  | "Degraded"
  | "Failed"
  | "Deleting"
  | "Blocked"
  | "Unknown";

export interface StoreStatus {
  readonly phase: StatusPhase;
  /** Why, in plain words. */
  readonly reason: string;
  readonly progress: { readonly healthy: number; readonly total: number };
  /** The commit that last touched the values file. */
  readonly desiredRevision?: string;
  /** The revision Argo CD last applied. */
  readonly liveRevision?: string;
  /** ISO 8601: when the live state was last seen. */
  readonly observedAt: string;
  readonly lastKnownPhase?: StatusPhase;
}

export interface PendingDeletion {
  /** ISO 8601: end of the grace period. */
  readonly deleteAfter?: string;
  readonly needsConfirmation: boolean;
  /** Why it isn't deleted although its file is gone. */
  readonly held?: string;
  /** The commit that removed the file. */
  readonly commit?: Commit;
  readonly backup?: DeletionBackup;
}

/** The backup that is made before a store goes. */
export interface DeletionBackup {
  readonly state: "waiting" | "running" | "failed";
  /** Why it failed, or what keeps it from running. */
  readonly reason?: string;
}

/** The schedule's last backup of a store, if it failed. */
export interface BackupFailure {
  /** ISO 8601, where it is known. */
  readonly at?: string;
  readonly reason: string;
}

export interface StoreLinks {
  readonly shop: string;
  /** Where the shop is by the platform's own address, whatever its main domain. */
  readonly platform: string;
  readonly admin?: string;
  readonly argocd?: string;
}

export interface Store {
  readonly name: string;
  readonly path: string;
  readonly displayName: string;
  readonly engine: string;
  readonly chartVersion: string;
  readonly owner: string;
  readonly cluster: string;
  readonly suspended: boolean;
  readonly status: StoreStatus;
  readonly links: StoreLinks;
  readonly createdAt?: string;
  readonly readyAt?: string;
  readonly lastCommit?: Commit;
  readonly deletion?: PendingDeletion;
  readonly backupFailure?: BackupFailure;
  /** Open pull requests that touch its file. */
  readonly pendingChanges?: readonly PullRequest[];
}

export interface StoreDetail extends Store {
  readonly valuesFile?: string;
  /** Git's id of the file's content: what an `If-Match` names. */
  readonly blobId?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** A file under `stores/` that isn't a store. */
export interface BlockedFile {
  readonly path: string;
  readonly message: string;
  readonly commit?: Commit;
  readonly storeName?: string;
}

export interface StoreResource {
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly sync?: string;
  readonly health?: string;
  readonly message?: string;
  /** ISO 8601, where it is known. */
  readonly createdAt?: string;
  /** What it made in turn, newest first. */
  readonly children?: readonly StoreResource[];
}

export interface Engine {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** Newest released version. */
  readonly latest: string;
  readonly versions: readonly { readonly version: string; readonly schema: Readonly<Record<string, unknown>> }[];
}
