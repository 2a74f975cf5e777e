/** Kubernetes' and Argo CD's own words, told plainly. Pure. */
import type { Application, ApplicationResource } from "../argo/application.ts";
import type { PodTrouble } from "../argo/argoCd.ts";

/** Why the store isn't ready, from the most telling source there is; undefined when nothing tells. */
export function whyNotReady(application: Application, troubles: readonly PodTrouble[]): string | undefined {
  return (
    troublesInWords(troubles) ??
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
    if (isFailedHook(result)) return `${what} failed${messageAfter(result.message)}`;
    return messageInWords(result.message ?? "", what) ?? `${what} couldn't be applied${messageAfter(result.message)}`;
  });
  return (
    told ??
    troublesInWords(troubles) ??
    messageInWords(operation?.message ?? "", "The store") ??
    `Deploying failed${messageAfter(operation?.message)}`
  );
}

function isFailedHook(result: { hookPhase?: string }): boolean {
  return result.hookPhase === "Failed" || result.hookPhase === "Error";
}

function waitingForInWords({ operation, resources }: Application): string | undefined {
  const hook = operation?.results.find((result) => result.hookPhase === "Running" && result.hookType !== undefined);
  if (hook) return `${hook.kind} ${hook.name} is still running.`;
  const missing = resources.find((resource) => resource.health === "Missing");
  if (missing) return `${missing.kind} ${missing.name} isn't there yet.`;
  if (operation?.phase === "Running" && operation.retries > 0)
    return `Deploying failed and is tried again (attempt ${operation.retries + 1})${messageAfter(operation.message)}`;
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

function troublesInWords(troubles: readonly PodTrouble[]): string | undefined {
  // Most telling first: a pod that can't start says more than one that waits for it.
  const order = ["ImagePull", "ErrImage", "InvalidImage", "CreateContainer", "OOMKilled", "CrashLoop", "Unschedulable"];
  const rank = ({ reason }: PodTrouble) => {
    const at = order.findIndex((start) => reason.startsWith(start));
    return at === -1 ? order.length : at;
  };
  const worst = [...troubles].sort((a, b) => rank(a) - rank(b))[0];
  if (!worst) return undefined;
  const what = worst.container === undefined ? `Pod ${worst.pod}` : `${worst.container} (pod ${worst.pod})`;
  if (worst.reason === "OOMKilled") return `${what} needs more memory than its plan allows and was stopped.`;
  return (
    messageInWords(`${worst.reason} ${worst.message}`, what) ?? `${what}: ${worst.reason}${messageAfter(worst.message)}`
  );
}

type Wording = (what: string, match: RegExpMatchArray, message: string) => string;

const wordings: readonly (readonly [RegExp, Wording])[] = [
  [
    /(?:ImagePullBackOff|ErrImagePull|ErrImageNeverPull|InvalidImageName|pulling image|pull image|Container image)[^"']*["']?([\w./:@-]+[\w])?/i,
    (what, match) => `The image ${match[1] ?? `of ${what}`} can't be pulled: check its name and tag.`,
  ],
  [
    /CreateContainerConfigError.*?(secret|configmap) "([^"]+)" not found/i,
    (what, match) => `${what} waits for the ${match[1]} ${match[2]}, which isn't there.`,
  ],
  [
    /CrashLoopBackOff|back-off \S+ restarting failed/i,
    (what) => `${what} starts and crashes again and again: its log says why.`,
  ],
  [/OOMKilled/i, (what) => `${what} needs more memory than its plan allows and was stopped.`],
  [/exceeded quota:?\s*([\w-]+)?(.*)/i, (what, match) => `${what} is over the store's quota${messageAfter(match[2])}`],
  [
    /(\d+)\/(\d+) nodes are available: (.*?)(?:\. |$)/i,
    (what, match) => `${what} finds no room: ${match[3] ?? "no node takes it"}.`,
  ],
  [
    /(?:unbound immediate PersistentVolumeClaims|persistentvolumeclaim "?([\w-]+)"? not found|waiting for a volume|volume to be created)/i,
    (what) => `${what} waits for its volume to be provided.`,
  ],
  [/BackoffLimitExceeded|reached the specified backoff limit/i, (what) => `${what} failed each time it was tried.`],
  [/DeadlineExceeded.*Job|Job was active longer/i, (what) => `${what} took too long and was stopped.`],
  [
    /exceeded its progress deadline|ProgressDeadlineExceeded/i,
    (what) => `${what} didn't get ready in time: its pods' logs say why.`,
  ],
  [
    /terminated|timed? ?out.*(?:operation|sync)|(?:operation|sync).*timed? ?out/i,
    () => "Deploying took too long and was ended.",
  ],
];

/** A message told plainly; undefined when it is none we know. */
export function messageInWords(message: string, what: string): string | undefined {
  for (const [pattern, wording] of wordings) {
    const match = message.match(pattern);
    if (match) return wording(what, match, message);
  }
  return undefined;
}

/** What of a comparison error is the store's own: the values, or a file that isn't there. */
export function renderErrorInWords(message: string): string {
  const faults = [...message.matchAll(/^\s*- (?:at )?'?([^':\n]*)'?:? (.+)$/gm)].map(
    ([, pointer, fault]) => `${pointer === "" ? "the file" : pointer} ${fault?.trim()}`,
  );
  if (/don't meet the specifications|schema/i.test(message) && faults.length > 0)
    return `Its values don't fit the engine's schema: ${faults.slice(0, 5).join("; ")}.`;
  if (/app path does not exist|no such file or directory/i.test(message))
    return "Its chart version isn't released in the repository: check store.chartVersion.";
  const refused = /for resource (\S+?)\/(\S+?): (.+)/.exec(message);
  if (refused) {
    const why = clipped(refused[3] ?? "").replace(/^\S+ "[^"]*" is invalid: /, "");
    return `The cluster doesn't take ${refused[1]} ${refused[2]}: ${why}`.replace(/\.?$/, ".");
  }
  const told = /Error: (.+)/.exec(message)?.[1] ?? message.split(": ").slice(-2).join(": ");
  return `It can't be rendered: ${clipped(told)}`;
}

/** Argo CD couldn't read the repository or the cluster: no fault of the file. */
export function isPassingFault(message: string): boolean {
  return /connection refused|connection reset|deadline exceeded|unavailable|dial tcp|i\/o timeout|\bEOF\b|list refs|ls-remote|authentication required|repository not (?:accessible|found)|no such host|context cancell?ed|failed to (?:initialize|checkout|fetch)|load live state|cluster (?:cache|info)/i.test(
    message,
  );
}

function first<T>(items: readonly T[], tell: (item: T) => string): string | undefined {
  const item = items[0];
  return item === undefined ? undefined : tell(item);
}

function messageAfter(message: string | undefined): string {
  const text = clipped(message ?? "");
  return text === "" ? "." : `: ${text}`;
}

function clipped(message: string): string {
  const line = message
    .replaceAll(/\s+/g, " ")
    .replace(/^one or more (?:objects|synchronization tasks)[^:]*?(?:, reason)?: /i, "")
    .replace(/\.? ?Retrying attempt #.*$/i, "")
    .trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
