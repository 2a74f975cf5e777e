import { z } from "zod";
import type { PodTrouble } from "./argoCd.ts";
import type { Versioned } from "./watchReducer.ts";

/** A pod of a store, kept for what keeps it from running. `name` holds the namespace, so it is unique. */
export interface Pod extends Versioned {
  readonly namespace: string;
  readonly troubles: readonly PodTrouble[];
}

const containerStatus = z.object({
  name: z.string(),
  restartCount: z.number().default(0),
  state: z
    .object({
      waiting: z.object({ reason: z.string().optional(), message: z.string().optional() }).optional(),
      terminated: z
        .object({ reason: z.string().optional(), message: z.string().optional(), exitCode: z.number().optional() })
        .optional(),
    })
    .optional(),
  lastState: z
    .object({ terminated: z.object({ reason: z.string().optional(), exitCode: z.number().optional() }).optional() })
    .optional(),
});

const schema = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string(), uid: z.string(), resourceVersion: z.string() }),
  status: z
    .object({
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            reason: z.string().optional(),
            message: z.string().optional(),
          }),
        )
        .default([]),
      initContainerStatuses: z.array(containerStatus).default([]),
      containerStatuses: z.array(containerStatus).default([]),
    })
    .default({ conditions: [], initContainerStatuses: [], containerStatuses: [] }),
});

/** Waiting for these is how every pod starts. */
const ordinary = new Set(["ContainerCreating", "PodInitializing", "Completed", "TerminatingPod"]);

/** Reads a pod; undefined when it isn't of a store. @throws ZodError when it isn't a pod. */
export function readPod(raw: unknown): Pod | undefined {
  const { metadata, status } = schema.parse(raw);
  if (!metadata.namespace.startsWith("store-")) return undefined;
  const pod = metadata.name;
  const troubles: PodTrouble[] = [];
  for (const condition of status.conditions)
    if (condition.type === "PodScheduled" && condition.status === "False")
      troubles.push({ pod, reason: condition.reason ?? "Unschedulable", message: condition.message ?? "" });
  for (const container of [...status.initContainerStatuses, ...status.containerStatuses]) {
    const waiting = container.state?.waiting;
    if (waiting?.reason !== undefined && !ordinary.has(waiting.reason)) {
      const killed = container.lastState?.terminated?.reason === "OOMKilled";
      const reason = killed ? "OOMKilled" : waiting.reason;
      troubles.push({ pod, container: container.name, reason, message: (waiting.message ?? "").slice(0, 500) });
    }
    const ended = container.state?.terminated;
    if (ended && ended.exitCode !== 0)
      troubles.push({
        pod,
        container: container.name,
        reason: ended.reason ?? "Error",
        message: (ended.message ?? `exit code ${ended.exitCode}`).slice(0, 500),
      });
  }
  return {
    name: `${metadata.namespace}/${pod}`,
    namespace: metadata.namespace,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    troubles,
  };
}
