/** Why a store isn't ready, from the most telling source there is. Pure. */
import type { Application, ApplicationResource } from "../argo/application.ts";
import type { PodTrouble } from "../argo/argoCd.ts";
import { clipped, messageAfter, messageInWords } from "./wordings.ts";

/** Why the store isn't ready; undefined when nothing tells. */
export function whyNotReady(application: Application, troubles: readonly PodTrouble[]): string | undefined {
  return (
    whyPodsFail(troubles) ??
    first(application.resources.filter(isUnhealthy), resourceInWords) ??
    waitingForInWords(application)
  );
}

/** Why the last operation failed for good. */
export function whySyncFailed(application: Application, troubles: readonly PodTrouble[]): string {
  const { operation } = application;
  const failed = operation?.results.filter((result) => result.status === "SyncFailed" || isFailedHook(result)) ?? [];
  const told = first(failed, (result) => {
    const what = `${result.kind} ${result.name}`;
    if (isFailedHook(result)) return hookInWords(what, result.message, troubles);
    return messageInWords(result.message ?? "", what) ?? `${what} couldn't be applied${messageAfter(result.message)}`;
  });
  return (
    told ??
    whyPodsFail(troubles) ??
    messageInWords(operation?.message ?? "", "The store") ??
    `Deploying failed${messageAfter(operation?.message)}`
  );
}

function isFailedHook(result: { hookPhase?: string }): boolean {
  return result.hookPhase === "Failed" || result.hookPhase === "Error";
}

/** The hook's pod knows more than the hook. */
function hookInWords(what: string, message: string | undefined, troubles: readonly PodTrouble[]): string {
  const job = what.split(" ")[1] ?? "";
  const why = whyPodsFail(troubles.filter(({ pod }) => pod.startsWith(job)));
  const how = messageInWords(message ?? "", what) ?? `${what} failed${messageAfter(message)}`;
  return why === undefined ? how : `${how} ${why}`;
}

function waitingForInWords({ operation, resources }: Application): string | undefined {
  const hook = operation?.results.find((result) => result.hookPhase === "Running" && result.hookType !== undefined);
  if (hook) return `${hook.kind} ${hook.name} is still running.`;
  const missing = resources.find((resource) => resource.health === "Missing");
  if (missing) return `${missing.kind} ${missing.name} isn't there yet.`;
  if (operation?.phase === "Running" && operation.retries > 0) {
    const refused = operation.results.find((result) => result.status === "SyncFailed" || isFailedHook(result));
    const why = refused && messageInWords(refused.message ?? "", `${refused.kind} ${refused.name}`);
    const attempt = `Deploying failed and is tried again (attempt ${operation.retries + 1})`;
    return why === undefined ? `${attempt}${messageAfter(operation.message)}` : `${attempt}: ${why}`;
  }
  return undefined;
}

function isUnhealthy(resource: ApplicationResource): boolean {
  return resource.health === "Degraded" || (resource.health === "Progressing" && resource.message !== undefined);
}

function resourceInWords({ kind, name, message, health }: ApplicationResource): string {
  const what = `${kind} ${name}`;
  return (
    messageInWords(message ?? "", what) ??
    (health === "Degraded"
      ? `${what} is broken${messageAfter(message)}`
      : `${what} is starting${messageAfter(message)}`)
  );
}

/** Most telling first: a pod that can't start says more than one that waits for it. */
const telling = [
  "ErrImage",
  "InvalidImage",
  "ImagePull",
  "CreateContainer",
  "OOMKilled",
  "CrashLoop",
  "FailedCreate",
  "Unschedulable",
  "Failed",
  "Unhealthy",
];

/** The last thing a program said before it failed, which in our own is one sentence; else what Kubernetes says of it. */
export function lastWordsOf(trouble: PodTrouble): string | undefined {
  return trouble.lastWords?.split("\n").at(-1)?.trim() || whyPodsFail([trouble]);
}

/** Why pods don't run or failed: the most telling of them. */
export function whyPodsFail(troubles: readonly PodTrouble[]): string | undefined {
  const rank = ({ reason }: PodTrouble) => {
    const at = telling.findIndex((start) => reason.startsWith(start));
    return at === -1 ? telling.length : at;
  };
  const worst = [...troubles].sort((a, b) => rank(a) - rank(b))[0];
  if (!worst) return undefined;
  const { reason, message, container, pod, kind = "Pod", exitCode, lastWords } = worst;
  const what = container === undefined ? `${kind} ${pod}` : `${container} (pod ${pod})`;
  if (reason === "OOMKilled") return `${what} needs more memory than its plan allows and was stopped.`;
  if (reason === "CrashLoopBackOff") {
    const code = exitCode === undefined ? "" : ` with exit code ${exitCode}`;
    const words = lastWords === undefined ? ": its log says why." : `. Its last words: ${clipped(lastWords)}`;
    return `${what} starts and crashes again and again${code}${words}`;
  }
  return messageInWords(`${reason} ${message}`, what) ?? `${what}: ${reason}${messageAfter(message)}`;
}

function first<T>(items: readonly T[], tell: (item: T) => string): string | undefined {
  const item = items[0];
  return item === undefined ? undefined : tell(item);
}
