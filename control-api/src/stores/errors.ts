/** What can go wrong with a change besides Git itself. Each message is a sentence that says how to mend it. */
import type { LimitState } from "./creationLimits.ts";

export class StoreNotFoundError extends Error {
  override readonly name = "StoreNotFoundError";
}

export class NameTakenError extends Error {
  override readonly name = "NameTakenError";
}

/** What was asked for doesn't make a valid values file; each problem with its JSON pointer into the request. */
export class InvalidChangeError extends Error {
  override readonly name = "InvalidChangeError";
  readonly problems: readonly { readonly pointer: string; readonly detail: string }[];

  constructor(message: string, problems: readonly { readonly pointer: string; readonly detail: string }[]) {
    super(message);
    this.problems = problems;
  }
}

export class InvalidCursorError extends Error {
  override readonly name = "InvalidCursorError";
}

/** Argo CD is still busy with an operation that was ended for this one. */
export class SyncBusyError extends Error {
  override readonly name = "SyncBusyError";
}

/** A commit can't be undone by itself: later commits changed the same, each told with the place where they meet. */
export class UndoConflictError extends Error {
  override readonly name = "UndoConflictError";
  readonly problems: readonly { readonly pointer: string; readonly detail: string }[];

  constructor(message: string, problems: UndoConflictError["problems"], options: ErrorOptions) {
    super(message, options);
    this.problems = problems;
  }
}

export class UpgradeNotFoundError extends Error {
  override readonly name = "UpgradeNotFoundError";
}

/** Another upgrade of the engine is under way, or this one isn't in a state for what was asked. */
export class UpgradeBusyError extends Error {
  override readonly name = "UpgradeBusyError";
}

export class NoSuchPodError extends Error {
  override readonly name = "NoSuchPodError";
}

/** The store's job hasn't made its credentials yet. */
export class CredentialsNotReadyError extends Error {
  override readonly name = "CredentialsNotReadyError";
}

/** The caller has, or did, as much as they may. */
export class LimitReachedError extends Error {
  override readonly name = "LimitReachedError";
  readonly states: readonly LimitState[];
  /** Seconds after which another attempt makes sense. */
  readonly retryAfter: number;

  constructor(message: string, states: readonly LimitState[], retryAfter: number) {
    super(message);
    this.states = states;
    this.retryAfter = retryAfter;
  }
}

/** Backups aren't made here, or not of this store. */
export class BackupsOffError extends Error {
  override readonly name = "BackupsOffError";
}

export class BackupNotFoundError extends Error {
  override readonly name = "BackupNotFoundError";
}
