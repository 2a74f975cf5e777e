/** The port between the domain and Argo CD: what it shows and the few things that may be asked of it. */
import type { Application } from "./application.ts";
import type { ApplicationSet } from "./applicationSet.ts";
import type { Connection } from "./resourceWatch.ts";

export interface ArgoCd {
  /** By the store's name. */
  application(storeName: string): Application | undefined;
  applications(): IterableIterator<Application>;
  applicationSets(): IterableIterator<ApplicationSet>;
  /** What keeps the store's pods from running, in Kubernetes' own words. */
  podTroubles(storeName: string): readonly PodTrouble[];
  /** Connected only when Applications and ApplicationSets both are watched. */
  connection(): Connection;
  /** Asks the set to read the repository again: makes the Applications of new files. */
  refreshSet(name: string, signal: AbortSignal): Promise<void>;
  /** Asks the Application to read the repository again. */
  refreshApplication(name: string, signal: AbortSignal): Promise<void>;
  /** Ends the operation that was seen; a newer one is left alone. True when there was one to end. */
  terminateOperation(application: Application, signal: AbortSignal): Promise<boolean>;
  /** Starts a sync of the newest commit in the name of `by`; false when one is asked for or running, or the Application is gone. */
  startSync(application: Application, by: string, signal: AbortSignal): Promise<boolean>;
  /** Has the Application rendered from one commit and not from the branch, and compared with it. */
  pin(application: Application, revision: string, signal: AbortSignal): Promise<void>;
  /**
   * Deletes that very Application and all it made; a namesake made meanwhile is left alone. `backup`: what its chart does before is
   * waited for.
   */
  deleteApplication(
    application: Application,
    options: { readonly backup: boolean },
    signal: AbortSignal,
  ): Promise<void>;
  /** Of an Application that is being deleted: waits for no hook any more. */
  skipPreDeleteHooks(application: Application, signal: AbortSignal): Promise<void>;
  /** Of an Application that is being deleted: what it made may go. */
  approveDeletion(application: Application, signal: AbortSignal): Promise<void>;
  /** Called with the stores whose live state changed, and with "all" when the connection or a set did. */
  onChange(listener: (changed: ReadonlySet<string> | "all") => void): () => void;
}

/** The cluster doesn't answer; nothing was changed. */
export class ClusterUnavailableError extends Error {
  override readonly name = "ClusterUnavailableError";
}

export interface PodTrouble {
  /** Name of the pod, or of what should make one; then `kind` says what that is. */
  readonly pod: string;
  readonly kind?: string;
  readonly container?: string;
  /** E.g. ImagePullBackOff, CrashLoopBackOff, Unschedulable. */
  readonly reason: string;
  readonly message: string;
  /** When it was last seen, in epoch milliseconds, where it is a thing of the past that may be over. */
  readonly at?: number;
  /** When its container ended, in epoch milliseconds. */
  readonly endedAt?: number;
  /** Of its last run, where it crashed. */
  readonly exitCode?: number;
  /** The end of the log of its last run, where the chart asks for it (terminationMessagePolicy). */
  readonly lastWords?: string;
}
