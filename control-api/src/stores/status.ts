/**
 * A store's status: one pure function of what Git says, what the cluster shows and the time. Never stored.
 * Ready is never reported for an older revision than the one that last touched the values file.
 */
import { type Application, isPinned } from "../argo/application.ts";
import type { PodTrouble } from "../argo/argoCd.ts";
import { whyNotReady, whySyncFailed } from "./reasons.ts";
import { isPassingFault, passingFaultInWords, renderErrorInWords } from "./renderErrors.ts";
import type { DeletionBackup, PendingDeletion, StatusPhase, StoreStatus } from "./store.ts";
import { clipped } from "./wordings.ts";

export interface StatusInput {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The values file at the branch tip; undefined when it is gone. */
  readonly file?: DesiredState | undefined;
  readonly application?: Application | undefined;
  /** The ApplicationSet that covers the file. */
  readonly set?: { readonly name: string; readonly error?: { readonly message: string } } | undefined;
  readonly cluster: {
    readonly connected: boolean;
    readonly everConnected: boolean;
    readonly observedAt?: number;
    readonly since: number;
    readonly reason?: string;
    readonly absent?: boolean;
  };
  readonly troubles: readonly PodTrouble[];
  readonly memory: StatusMemory;
  readonly deletion?: PendingDeletion | undefined;
  /** After how many milliseconds without Ready a commit counts as failed. */
  readonly timeout: number;
  /** Whether the commit `ancestor` is `descendant` or came before it; false where that isn't known yet. */
  readonly isAncestor: (ancestor: string, descendant: string) => boolean;
}

export interface DesiredState {
  /** Commit that last touched the file. */
  readonly commit: string;
  /** Its author, for Blocked. */
  readonly author: string;
  readonly engine: string;
  readonly chartVersion: string;
  /** Name of the cluster it belongs to. */
  readonly cluster?: string;
  readonly suspended: boolean;
  /** Why the file is no store. */
  readonly problem?: string;
}

/** What this process has seen; what it can't know after a start is inferred (see `storeMemory.ts`). */
export interface StatusMemory {
  /** The store was Ready once since it was created. */
  readonly everReady: boolean;
  /** The last commit at which it was Ready or Suspended. */
  readonly settledCommit?: string;
  /** Epoch milliseconds since when the commit is the wanted one, as far as is known. */
  readonly desiredSince: number;
  readonly lastKnownPhase?: StatusPhase;
  /** Its file came while this process ran. */
  readonly createdHere: boolean;
}

interface Verdict {
  readonly phase: StatusPhase;
  readonly reason: string;
}

export function statusOf(given: StatusInput): StoreStatus {
  const input = { ...given, troubles: given.troubles.filter((trouble) => isOfNow(trouble, given.memory)) };
  const { file, application, cluster, memory, now } = input;
  const { phase, reason } = verdictOn(input);
  const live = application?.operation?.phase === "Succeeded" ? application.operation.revision : undefined;
  const deployed = live ?? application?.deployments.at(-1)?.revision;
  return {
    phase,
    reason,
    progress: progressOf(application),
    ...(file && { desiredRevision: file.commit }),
    ...(deployed !== undefined && deployed !== "" && { liveRevision: deployed }),
    observedAt: new Date(cluster.connected ? now : (cluster.observedAt ?? now)).toISOString(),
    ...(phase === "Unknown" && memory.lastKnownPhase !== undefined && { lastKnownPhase: memory.lastKnownPhase }),
  };
}

/** What happened before the wanted commit was there says nothing of it. */
function isOfNow({ at }: PodTrouble, { desiredSince }: StatusMemory): boolean {
  return at === undefined || at >= desiredSince;
}

function verdictOn(input: StatusInput): Verdict {
  const { file, application, cluster, memory } = input;
  // Git alone says so, whatever the cluster does.
  if (file?.problem !== undefined)
    return { phase: "Blocked", reason: `${file.problem} Commit ${short(file.commit)} by ${file.author}.` };
  if (!cluster.connected) {
    const why = cluster.reason ?? "The API server doesn't answer.";
    // Nothing was ever deployed there, or it is too young to have been.
    const neverThere = cluster.absent === true || memory.createdHere || memory.lastKnownPhase === "Pending";
    if (!cluster.everConnected && neverThere)
      return { phase: "Pending", reason: `Committed; it deploys when Argo CD is up. ${why}` };
    return { phase: "Unknown", reason: `The cluster can't be seen just now. ${why}` };
  }
  if (!file) return deletingVerdict(input);
  if (!application) return absentVerdict(input, file);
  if (application.deletingSince !== undefined)
    return {
      phase: "Pending",
      reason: "What ran under this name before is still being removed; then it is made anew.",
    };
  return liveVerdict(input, file, application);
}

function deletingVerdict({ application, deletion }: StatusInput): Verdict {
  const phase = "Deleting";
  const backup = deletion?.backup;
  if (backup) return { phase, reason: backupInWords(backup) };
  const error = application?.conditions.find((condition) => condition.type === "DeletionError");
  if (error && !isOfHooks(error.message)) return { phase, reason: `Argo CD can't remove it: ${error.message}` };
  if (application?.deletingSince !== undefined || !application)
    return { phase, reason: "It is being removed from the cluster." };
  if (deletion?.held !== undefined) return { phase, reason: `Its file is gone, but it is kept: ${deletion.held}` };
  if (deletion?.needsConfirmation)
    return { phase, reason: "Its file went with many others: an administrator must confirm that its data goes too." };
  if (deletion?.deleteAfter !== undefined)
    return { phase, reason: "A push removed its file: its data goes when the time is up, unless the file comes back." };
  return { phase, reason: "It is about to be removed from the cluster." };
}

function backupInWords({ state, reason }: DeletionBackup): string {
  if (state === "waiting") return "It is about to be backed up before the deletion.";
  if (state === "running") return `Backing up before the deletion${reason === undefined ? "." : `: ${reason}`}`;
  return `The backup before the deletion failed, so the store is kept; it is tried again. ${sentence(reason ?? "Nothing says why")}`;
}

/** Argo CD leaves what its hooks failed of where it is, also when they went well the next time. */
function isOfHooks(message: string): boolean {
  return /pre-?delete/i.test(message);
}

function sentence(text: string): string {
  const line = clipped(text);
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

function absentVerdict({ now, set, memory, timeout, cluster }: StatusInput, file: DesiredState): Verdict {
  if (set?.error)
    return { phase: "Blocked", reason: `ApplicationSet ${set.name} can't be rendered: ${set.error.message}` };
  if (now - Math.max(memory.desiredSince, cluster.since) > timeout)
    return {
      phase: "Failed",
      reason: `Argo CD has made no Application of commit ${short(file.commit)}: look at its ApplicationSets.`,
    };
  return { phase: "Pending", reason: "Committed; Argo CD is about to take it up." };
}

function liveVerdict(input: StatusInput, file: DesiredState, application: Application): Verdict {
  const { sync, health, operation } = application;
  const reaches = (revision: string | undefined) =>
    revision !== undefined && revision !== "" && (revision === file.commit || input.isAncestor(file.commit, revision));
  const compared = reaches(sync.revision);
  const specMatches = isAsSpecified(application, file);
  const blocked = blockedVerdict(input, file, application, specMatches);
  if (blocked) return blocked;
  const operating =
    application.operationPending || operation?.phase === "Running" || operation?.phase === "Terminating";
  const ended = operation?.phase === "Failed" || operation?.phase === "Error";
  // A failure of what a newer commit replaced is history.
  const failed = ended && reaches(operation.revision) && !operating;
  const fault = comparisonError(application);
  const inSync = sync.status === "Synced" && compared && specMatches && !operating && !failed && !fault;
  if (inSync && file.suspended) return { phase: "Suspended", reason: "Suspended: nothing runs, its data is kept." };
  if (inSync && health.status === "Healthy") return { phase: "Ready", reason: "Everything runs as committed." };
  if (failed) return { phase: "Failed", reason: whySyncFailed(application, input.troubles) };
  if (fault && reaches(application.deployments.at(-1)?.revision) && input.memory.lastKnownPhase !== undefined)
    return {
      phase: "Unknown",
      reason: `Argo CD can't compare it with Git just now: ${passingFaultInWords(fault) ?? fault}`,
    };
  if (input.memory.settledCommit === file.commit) return unsettledVerdict(input, application, operating);
  return rollingOutVerdict(input, file, application, { seen: compared && specMatches, fault });
}

/** It can't be rendered as committed. */
function blockedVerdict(
  { set, memory }: StatusInput,
  file: DesiredState,
  application: Application,
  specMatches: boolean,
): Verdict | undefined {
  if (!specMatches && set?.error)
    return { phase: "Blocked", reason: `ApplicationSet ${set.name} can't be rendered: ${set.error.message}` };
  const error = application.conditions.find(
    (condition) => condition.type === "ComparisonError" || condition.type === "InvalidSpecError",
  );
  if (!error || isPassingFault(error.message)) return undefined;
  // An error that was found before the commit says nothing of it.
  const seen = Math.max(error.since ?? 0, application.reconciledAt ?? 0);
  if (seen + 1_000 < memory.desiredSince) return undefined;
  return {
    phase: "Blocked",
    reason: `${renderErrorInWords(error.message)} Commit ${short(file.commit)} by ${file.author}.`,
  };
}

/** It was Ready at this very commit and isn't any more. */
function unsettledVerdict(input: StatusInput, application: Application, operating: boolean): Verdict {
  const why = whyNotReady(application, input.troubles);
  if (operating) return { phase: "Updating", reason: why ?? "What differed from Git is being put back." };
  if (application.sync.status === "OutOfSync") {
    const part = application.resources.find((resource) => resource.sync === "OutOfSync");
    const what = part ? `${part.kind} ${part.name} was` : "Something was";
    return { phase: "Degraded", reason: `${what} changed in the cluster and differs from Git.` };
  }
  if (application.health.status === "Progressing")
    return { phase: "Degraded", reason: why ?? "A part of it is starting again." };
  return { phase: "Degraded", reason: why ?? application.health.message ?? "A part of it is broken or missing." };
}

/** Its last commit hasn't been Ready yet. */
function rollingOutVerdict(
  input: StatusInput,
  file: DesiredState,
  application: Application,
  { seen, fault }: { seen: boolean; fault: string | undefined },
): Verdict {
  const { memory, now, timeout, troubles } = input;
  const phase = memory.everReady ? "Updating" : "Provisioning";
  // Any other fault belongs to what was compared before this commit.
  const passing = fault === undefined ? undefined : passingFaultInWords(fault);
  const why = passing ? `Argo CD can't compare it with Git just now: ${passing}` : whyNotReady(application, troubles);
  if (now - memory.desiredSince > timeout) {
    const minutes = Math.round(timeout / 60_000);
    return { phase: "Failed", reason: `Not ready after ${minutes} minutes. ${why ?? "Nothing says why."}` };
  }
  if (!seen && !passing) return { phase, reason: `Argo CD is about to take up commit ${short(file.commit)}.` };
  const { healthy, total } = progressOf(application);
  if (why !== undefined) return { phase, reason: why };
  if (total === 0 || application.sync.status === "OutOfSync")
    return { phase, reason: `Commit ${short(file.commit)} is being applied.` };
  return { phase, reason: `${healthy} of ${total} parts are healthy.` };
}

function comparisonError({ conditions, sync }: Application): string | undefined {
  const error = conditions.find((condition) =>
    /^(ComparisonError|InvalidSpecError|UnknownError)$/.test(condition.type),
  );
  if (error) return error.message.slice(0, 300);
  return sync.status === "Unknown" ? "it doesn't say why" : undefined;
}

/** A new chart version, and a cluster that was put right again, reach the Application's spec later than the file. */
function isAsSpecified(application: Application, file: DesiredState): boolean {
  const { source, sync, destination } = application;
  // A deletion that didn't come to pass leaves it at an older commit.
  if (isPinned(application)) return false;
  const chart = `charts/${file.engine}/${file.chartVersion}`;
  if (file.cluster !== undefined && (destination.cluster ?? file.cluster) !== file.cluster) return false;
  return source.path === chart && (sync.path === undefined || sync.path === chart);
}

/** Resources healthy of all; those that have no health of their own are when they are applied. */
export function progressOf(application: Application | undefined): { healthy: number; total: number } {
  const parts = application?.resources.filter((resource) => !resource.hook) ?? [];
  const healthy = parts.filter((part) =>
    part.health === undefined ? part.sync === "Synced" : part.health === "Healthy" || part.health === "Suspended",
  );
  return { healthy: healthy.length, total: parts.length };
}

function short(commit: string): string {
  return commit.slice(0, 8);
}
