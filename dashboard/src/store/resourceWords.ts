import type { Resource } from "../api/types.ts";

/** What a kind of resource is to somebody who never saw Kubernetes. Kinds that are not here go by their own name. */
const WORDS: Record<string, string> = {
  ConfigMap: "Configuration",
  CronJob: "Recurring task",
  Deployment: "Program",
  HorizontalPodAutoscaler: "Automatic scaling",
  Ingress: "Public address",
  Job: "One-time task",
  LimitRange: "Default limits",
  Namespace: "The store's own space",
  NetworkPolicy: "Firewall",
  PersistentVolumeClaim: "Disk",
  PodDisruptionBudget: "Protection from maintenance",
  ResourceQuota: "Upper limits",
  Role: "Permissions",
  RoleBinding: "Permissions, granted",
  Secret: "Secrets",
  Service: "Internal address",
  ServiceAccount: "Identity",
  StatefulSet: "Program with a disk",
};

export function plainKind(kind: string): string {
  return WORDS[kind] ?? kind;
}

/** True for a part that only has to be there, and is: configuration, permissions, limits. */
export function isSupporting(resource: Resource): boolean {
  return resource.health === undefined && resource.sync !== "OutOfSync";
}

const ORDER = ["Degraded", "Missing", "Progressing", "Unknown", "Suspended"];

/** What needs a look first, then those on the way, then the healthy ones; equal ones by kind and name. */
export function byUrgency(left: Resource, right: Resource): number {
  return urgency(left) - urgency(right) || left.kind.localeCompare(right.kind) || left.name.localeCompare(right.name);
}

function urgency({ health }: Resource): number {
  const index = ORDER.indexOf(health ?? "Healthy");
  return index === -1 ? ORDER.length : index;
}
