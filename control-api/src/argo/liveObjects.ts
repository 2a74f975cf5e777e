/** What runs in a store's namespace, as little of it as is shown. */
import { z } from "zod";

/** An object with what tells how it is and to whom it belongs. */
export interface LiveObject {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly ownerUids: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
  /** Undefined where Argo CD tells it already. */
  readonly health?: "Healthy" | "Progressing" | "Degraded";
  readonly message?: string;
}

export interface LivePod extends LiveObject {
  readonly phase: string;
  readonly containers: readonly LiveContainer[];
}

export interface LiveContainer {
  readonly name: string;
  readonly init: boolean;
  readonly ready: boolean;
  readonly restarts: number;
  /** In Kubernetes' words: Running, or why it waits or ended. */
  readonly state: string;
  readonly message?: string;
}

const metadata = z.object({
  name: z.string(),
  namespace: z.string(),
  uid: z.string(),
  creationTimestamp: z.string(),
  annotations: z.record(z.string(), z.string()).default({}),
  ownerReferences: z.array(z.object({ uid: z.string() })).default([]),
});

/** Kinds that are made by others, or stand for others, below what Argo CD applies. */
export const workloadKinds = [
  { group: "apps", version: "v1", kind: "Deployment", plural: "deployments" },
  { group: "apps", version: "v1", kind: "StatefulSet", plural: "statefulsets" },
  { group: "apps", version: "v1", kind: "ReplicaSet", plural: "replicasets" },
  { group: "batch", version: "v1", kind: "CronJob", plural: "cronjobs" },
  { group: "batch", version: "v1", kind: "Job", plural: "jobs" },
] as const;

type Kind = Pick<(typeof workloadKinds)[number], "group" | "kind">;

const workload = z.object({
  metadata,
  spec: z.object({ replicas: z.number().optional() }).default({}),
  status: z
    .object({
      replicas: z.number().default(0),
      readyReplicas: z.number().default(0),
      succeeded: z.number().default(0),
      conditions: z
        .array(z.object({ type: z.string(), status: z.string(), message: z.string().optional() }))
        .default([]),
    })
    .default({ replicas: 0, readyReplicas: 0, succeeded: 0, conditions: [] }),
});

/** Reads a workload; undefined for a ReplicaSet that an update left behind empty. @throws ZodError when it isn't one. */
export function readWorkload(raw: unknown, { group, kind }: Kind): LiveObject | undefined {
  const { metadata: about, spec, status } = workload.parse(raw);
  const wanted = spec.replicas ?? 1;
  if (kind === "ReplicaSet" && wanted === 0 && status.replicas === 0) return undefined;
  const own = { ...identityOf(about), group, kind };
  if (kind === "ReplicaSet") {
    const failure = status.conditions.find(({ type, status: holds }) => type === "ReplicaFailure" && holds === "True");
    if (failure) return { ...own, health: "Degraded", message: failure.message ?? "Its pods can't be made." };
    const health = status.readyReplicas >= wanted ? "Healthy" : "Progressing";
    return { ...own, health, message: `${status.readyReplicas} of ${wanted} pods are ready` };
  }
  if (kind === "Job") {
    const failed = status.conditions.find(({ type, status: holds }) => type === "Failed" && holds === "True");
    if (failed) return { ...own, health: "Degraded", message: failed.message ?? "It failed." };
    const done = status.succeeded > 0;
    return { ...own, health: done ? "Healthy" : "Progressing", message: done ? "Completed" : "Running" };
  }
  return own;
}

const container = z.object({
  name: z.string(),
  ready: z.boolean().default(false),
  restartCount: z.number().default(0),
  state: z
    .object({
      running: z.unknown().optional(),
      waiting: z.object({ reason: z.string().default("Waiting"), message: z.string().optional() }).optional(),
      terminated: z
        .object({ reason: z.string().default("Terminated"), message: z.string().optional(), exitCode: z.number() })
        .optional(),
    })
    .default({}),
});

const named = z.array(z.object({ name: z.string() })).default([]);

const pod = z.object({
  metadata,
  spec: z.object({ initContainers: named, containers: named }),
  status: z
    .object({
      phase: z.string().default("Pending"),
      message: z.string().optional(),
      initContainerStatuses: z.array(container).default([]),
      containerStatuses: z.array(container).default([]),
    })
    .default({ phase: "Pending", initContainerStatuses: [], containerStatuses: [] }),
});

/** Reads a pod with its containers, the one whose log is meant first. @throws ZodError when it isn't one. */
export function readLivePod(raw: unknown): LivePod {
  const { metadata: about, spec, status } = pod.parse(raw);
  const main = about.annotations["kubectl.kubernetes.io/default-container"];
  const statuses = new Map(
    [...status.initContainerStatuses, ...status.containerStatuses].map((one) => [one.name, one]),
  );
  const containerOf = (name: string, init: boolean): LiveContainer => {
    const known = statuses.get(name);
    const { waiting, terminated, running } = known?.state ?? {};
    const message = waiting?.message ?? terminated?.message;
    return {
      name,
      init,
      ready: known?.ready ?? false,
      restarts: known?.restartCount ?? 0,
      state: waiting?.reason ?? terminated?.reason ?? (running === undefined ? "Waiting" : "Running"),
      ...(message !== undefined && { message: message.slice(0, 500) }),
    };
  };
  const containers = [
    ...spec.containers.map(({ name }) => containerOf(name, false)).sort((a, b) => rank(b, main) - rank(a, main)),
    ...spec.initContainers.map(({ name }) => containerOf(name, true)),
  ];
  return {
    ...identityOf(about),
    group: "",
    kind: "Pod",
    phase: status.phase,
    containers,
    ...healthOf(status, containers),
  };
}

const rank = ({ name }: LiveContainer, main: string | undefined) => (name === main ? 1 : 0);

/** Waiting for these is how every pod starts. */
const ordinary = new Set(["ContainerCreating", "PodInitializing", "Waiting", "Running", "Completed"]);

function healthOf(
  status: { phase: string; message?: string | undefined },
  containers: readonly LiveContainer[],
): Pick<LiveObject, "health" | "message"> {
  if (status.phase === "Succeeded") return { health: "Healthy", message: "Completed" };
  const troubled = containers.find(({ state }) => !ordinary.has(state));
  if (status.phase === "Failed" || troubled) {
    const words = troubled && `${troubled.name}: ${troubled.state}${troubled.message ? `: ${troubled.message}` : ""}`;
    return { health: "Degraded", message: words ?? status.message ?? "It failed." };
  }
  const working = containers.filter(({ init }) => !init);
  const ready = working.filter((one) => one.ready).length;
  const allReady = status.phase === "Running" && ready === working.length;
  return {
    health: allReady ? "Healthy" : "Progressing",
    message: `${ready} of ${working.length} containers are ready`,
  };
}

function identityOf({ name, namespace, uid, creationTimestamp, ownerReferences }: z.output<typeof metadata>) {
  return { name, namespace, uid, createdAt: creationTimestamp, ownerUids: ownerReferences.map((owner) => owner.uid) };
}
