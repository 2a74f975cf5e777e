import { z } from "zod";
import type { PodTrouble } from "./argoCd.ts";
import { instant } from "./instant.ts";
import type { Versioned } from "./watchReducer.ts";

/** A pod of a store, kept for what keeps it from running. `name` holds the namespace, so it is unique. */
export interface Pod extends Versioned {
  readonly namespace: string;
  readonly troubles: readonly PodTrouble[];
  /** Of a backup that the schedule made and that is done: when, in epoch milliseconds. */
  readonly backedUpAt?: number;
}

/** Pods of the CronJob `backup`: their names hold the minute for which they were made. */
const scheduledBackup = /^backup-\d{8}-/;

/** Whether a backup failed that nobody waits for: it says nothing of how the store runs. */
export function isOfScheduledBackup({ pod }: PodTrouble): boolean {
  return scheduledBackup.test(pod);
}

const ending = z.object({
  reason: z.string().optional(),
  message: z.string().optional(),
  exitCode: z.number().optional(),
  finishedAt: instant,
});

const containerStatus = z.object({
  name: z.string(),
  restartCount: z.number().default(0),
  state: z
    .object({
      waiting: z.object({ reason: z.string().optional(), message: z.string().optional() }).optional(),
      terminated: ending.optional(),
    })
    .optional(),
  lastState: z.object({ terminated: ending.optional() }).optional(),
});

const schema = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string(), uid: z.string(), resourceVersion: z.string() }),
  status: z
    .object({
      reason: z.string().optional(),
      message: z.string().optional(),
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

/** The end of it: that is where programs say why they give up. */
function lastWords(message: string | undefined): { lastWords?: string } {
  const lines = (message ?? "").split("\n").filter((line) => line.trim() !== "");
  return lines.length === 0 ? {} : { lastWords: lines.slice(-3).join("\n").slice(-300) };
}

/** Reads a pod; undefined when it isn't of a store. @throws ZodError when it isn't a pod. */
export function readPod(raw: unknown): Pod | undefined {
  const { metadata, status } = schema.parse(raw);
  if (!metadata.namespace.startsWith("store-")) return undefined;
  const pod = metadata.name;
  const troubles: PodTrouble[] = [];
  if (status.reason === "Evicted") troubles.push({ pod, reason: "Evicted", message: status.message ?? "" });
  for (const condition of status.conditions)
    if (condition.type === "PodScheduled" && condition.status === "False")
      troubles.push({ pod, reason: condition.reason ?? "Unschedulable", message: condition.message ?? "" });
  for (const container of [...status.initContainerStatuses, ...status.containerStatuses]) {
    const waiting = container.state?.waiting;
    if (waiting?.reason !== undefined && !ordinary.has(waiting.reason)) {
      const last = container.lastState?.terminated;
      const reason = last?.reason === "OOMKilled" ? "OOMKilled" : waiting.reason;
      troubles.push({
        pod,
        container: container.name,
        reason,
        message: (waiting.message ?? "").slice(0, 500),
        ...(last?.exitCode !== undefined && { exitCode: last.exitCode }),
        ...lastWords(last?.message),
      });
    }
    const ended = container.state?.terminated;
    if (ended && ended.exitCode !== 0)
      troubles.push({
        pod,
        container: container.name,
        reason: ended.reason ?? "Error",
        message: (ended.message ?? `exit code ${ended.exitCode}`).slice(0, 500),
        ...(typeof ended.finishedAt === "number" && { endedAt: ended.finishedAt }),
        ...lastWords(ended.message),
      });
  }
  return {
    name: `${metadata.namespace}/${pod}`,
    namespace: metadata.namespace,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    troubles,
    ...(scheduledBackup.test(pod) && troubles.length === 0 && backedUpAt(status.containerStatuses)),
  };
}

function backedUpAt(containers: readonly z.output<typeof containerStatus>[]): { backedUpAt?: number } {
  const ends = containers.flatMap(({ state }) => state?.terminated?.finishedAt ?? []);
  return ends.length === 0 ? {} : { backedUpAt: Math.max(...ends) };
}
