/** What has to happen before a store's Application is deleted, so that its backup is made first. Pure. */
import type { Application } from "../argo/application.ts";
import type { PodTrouble } from "../argo/argoCd.ts";
import type { LiveObject } from "../argo/liveObjects.ts";
import { lastWordsOf, whyPodsFail } from "./reasons.ts";
import type { DeletionBackup } from "./store.ts";

export type BackupStep =
  /** Nothing is in the way of the deletion; `backup` says whether Argo CD has one to make. */
  | { readonly kind: "delete"; readonly backup: boolean }
  /** Argo CD must render it from a commit that had its file: from the branch it finds no hook, and forgets that there was one. */
  | { readonly kind: "pin"; readonly revision: string }
  /** Argo CD hasn't compared it with that commit yet, or can't, with the reason. */
  | { readonly kind: "wait"; readonly why?: string };

/**
 * The next step of a store that may go.
 * @param options.wanted a backup is to be made first
 * @param options.revisions commits that it may be rendered from, the best first
 */
export function backupStep(
  application: Application,
  { wanted, revisions }: { readonly wanted: boolean; readonly revisions: readonly string[] },
): BackupStep {
  const [best] = revisions;
  if (!wanted || best === undefined) return { kind: "delete", backup: false };
  const { revision = "" } = application.source;
  const at = revisions.indexOf(revision);
  if (at === -1) return { kind: "pin", revision: best };
  // The question to compare went with the pin: while it is there, what is shown is of before.
  if (application.refreshPending) return { kind: "wait" };
  const fault = application.conditions.find(({ type }) => /^(ComparisonError|InvalidSpecError)$/.test(type));
  const next = revisions[at + 1];
  if (fault) return next === undefined ? { kind: "wait", why: fault.message } : { kind: "pin", revision: next };
  if (application.sync.revision !== revision) return { kind: "wait" };
  return { kind: "delete", backup: application.preDeleteHooks };
}

/** How the backup before the deletion of an Application stands; undefined when none is made, or no more. */
export function deletionBackup(
  application: Application,
  step: BackupStep | undefined,
  { troubles, failure }: { readonly troubles: readonly PodTrouble[]; readonly failure: string | undefined },
): DeletionBackup | undefined {
  if (application.deletingSince === undefined) {
    if (!step || step.kind === "delete") return undefined;
    if (step.kind === "wait" && step.why !== undefined) return { state: "failed", reason: step.why };
    return { state: "waiting" };
  }
  if (application.withoutBackup || !mayBackUp(application)) return undefined;
  const error = application.conditions.find(({ type }) => type === "DeletionError")?.message;
  const reason = failure ?? error;
  if (reason !== undefined) return { state: "failed", reason };
  const why = whyPodsFail(troubles.filter(isOfBackup));
  return { state: "running", ...(why !== undefined && { reason: why }) };
}

/** Whether Argo CD deletes nothing of what an Application made until somebody says that it may. */
export function awaitsApproval({ deletingSince, confirmsDeletion, approvedAt = 0 }: Application): boolean {
  return deletingSince !== undefined && confirmsDeletion && approvedAt < deletingSince;
}

/** Whether the backup of an Application that is being deleted is among what runs for its store, and done. */
export function isBackupMade({ deletingSince }: Application, workloads: readonly LiveObject[]): boolean {
  const job = workloads.find(({ kind, name }) => kind === "Job" && name === "backup-before-deletion");
  return job?.health === "Healthy" && deletingSince !== undefined && Date.parse(job.createdAt) >= deletingSince;
}

/** What the backup of an Application that is being deleted said when it failed: its pod goes right after. */
export function backupFailure(application: Application, troubles: readonly PodTrouble[]): string | undefined {
  const { deletingSince } = application;
  if (deletingSince === undefined || !mayBackUp(application)) return undefined;
  // Kubernetes tells whole seconds.
  const failed = troubles
    .filter((trouble) => isOfBackup(trouble) && (trouble.endedAt ?? 0) >= deletingSince)
    .toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
  return failed && lastWordsOf(failed);
}

/** Argo CD waits for its hooks, or took them for done too early and is kept from going on. */
function mayBackUp(application: Application): boolean {
  return application.preDeleteHooks || awaitsApproval(application);
}

function isOfBackup({ pod }: PodTrouble): boolean {
  return pod.startsWith("backup-");
}
