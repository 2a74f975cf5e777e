/** Why a store failed, as one of a few words: for metrics, which can't hold sentences. Pure. */
import type { Application } from "../argo/application.ts";
import type { PodTrouble } from "../argo/argoCd.ts";
import type { StatusPhase } from "./store.ts";

/** Every code there is, and what in Kubernetes' and Argo CD's own words tells it; the first that fits counts. */
const codes = {
  "blocked-file": undefined,
  "no-application": undefined,
  "image-pull": /ErrImage|ImagePull|InvalidImageName|pull(?:ing)? image/i,
  "out-of-memory": /OOMKilled/i,
  "crash-loop": /CrashLoopBackOff|back-off \S+ restarting/i,
  quota: /exceeded quota|(?:maximum|minimum) \w+ usage per/i,
  unschedulable: /Unschedulable|nodes are available|no nodes available/i,
  volume: /PersistentVolumeClaim|ProvisioningFailed|AttachVolume|MountVolume|attach or mount volumes/i,
  configuration: /CreateContainerConfigError|(?:secret|configmap)s? "[^"]+" not found/i,
  job: /BackoffLimitExceeded|backoff limit|DeadlineExceeded|Job (?:has|was)/i,
  probe: /(?:readiness|liveness|startup) probe/i,
  rendering: /ComparisonError|InvalidSpecError|helm template|don't meet the specifications|Manifest generation error/i,
  drift: undefined,
  sync: undefined,
  other: undefined,
} as const;

export type FailureCode = keyof typeof codes;
export const failureCodes = Object.keys(codes) as readonly FailureCode[];

/** Phases in which something is wrong that may need a person. */
export function isFailure(phase: StatusPhase): boolean {
  return phase === "Failed" || phase === "Degraded" || phase === "Blocked";
}

/** @param fileProblem whether the store's own file is what is wrong */
export function failureCodeOf(
  found: { readonly application: Application | undefined; readonly troubles: readonly PodTrouble[] },
  fileProblem: boolean,
): FailureCode {
  if (fileProblem) return "blocked-file";
  const { application, troubles } = found;
  if (!application) return "no-application";
  const { operation, conditions, resources, health, sync } = application;
  const words = [
    ...troubles.map(({ reason, message }) => `${reason} ${message}`),
    ...(operation?.results ?? []).map(({ kind, message }) => `${kind} ${message ?? ""}`),
    ...conditions.map(({ type, message }) => `${type} ${message}`),
    ...resources.flatMap(({ message }) => message ?? []),
    health.message ?? "",
    operation?.phase === "Succeeded" ? "" : (operation?.message ?? ""),
  ];
  for (const code of failureCodes) {
    const pattern = codes[code];
    if (pattern && words.some((text) => pattern.test(text))) return code;
  }
  if (operation && operation.phase !== "Succeeded" && operation.phase !== "Running") return "sync";
  return sync.status === "OutOfSync" ? "drift" : "other";
}
