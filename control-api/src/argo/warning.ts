/** Kubernetes' Warning events of stores: the only place where it says why a pod isn't even made, mounted or ready. */
import { z } from "zod";
import type { PodTrouble } from "./argoCd.ts";
import { instant } from "./instant.ts";
import type { Versioned, WatchChange } from "./watchReducer.ts";

/** `name` holds the namespace, so it is unique. */
export interface Warning extends Versioned {
  readonly namespace: string;
  readonly trouble: PodTrouble;
  /** Epoch milliseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
}

const schema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string(),
    uid: z.string(),
    resourceVersion: z.string(),
    creationTimestamp: instant,
  }),
  type: z.string().optional(),
  involvedObject: z.object({ kind: z.string().default("Pod"), name: z.string().default("") }),
  reason: z.string().default(""),
  message: z.string().default(""),
  firstTimestamp: instant,
  lastTimestamp: instant,
  eventTime: instant,
  series: z.object({ lastObservedTime: instant }).nullish(),
});

/** What a pod's own status doesn't say. */
const worthKeeping =
  /^(FailedCreate|FailedMount|FailedAttachVolume|FailedCreatePodSandBox|Unhealthy|ProvisioningFailed|FailedScheduling)$/;

/** Happens at every start for a moment: worth telling only when it goes on. */
const ordinaryAtFirst = /^(FailedMount|Unhealthy|FailedCreatePodSandBox|FailedScheduling)$/;
/** For how long that is ordinary, in ms. */
const patience = 20_000;
/** After this time without another one it is over, in ms: Kubernetes repeats them with ever longer pauses. */
const recent = 10 * 60_000;

/** Reads an event; undefined when it says nothing of why a store isn't ready. @throws ZodError when it isn't an event. */
export function readWarning(raw: unknown): Warning | undefined {
  const event = schema.parse(raw);
  const { metadata, involvedObject, reason, message } = event;
  if (event.type !== "Warning" || !metadata.namespace.startsWith("store-") || !worthKeeping.test(reason))
    return undefined;
  const lastAt =
    event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? metadata.creationTimestamp ?? 0;
  return {
    name: `${metadata.namespace}/${metadata.name}`,
    namespace: metadata.namespace,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    trouble: {
      pod: involvedObject.name,
      kind: involvedObject.kind,
      reason,
      message: message.slice(0, 500),
      at: lastAt,
    },
    firstAt: event.firstTimestamp ?? event.eventTime ?? lastAt,
    lastAt,
  };
}

/** Events tell whole seconds: it happened by the end of that second, and before it was heard of. */
function latest(second: number, heardAt: number): number {
  return Math.max(second, Math.min(second + 999, heardAt));
}

export interface Warnings {
  /** Takes changes in that came at `now`; returns the stores they are about. */
  take(changes: readonly WatchChange<Warning>[], now: number): Set<string>;
  /** What goes on at `now`, newest first. */
  of(storeName: string, now: number): PodTrouble[];
}

export function warnings(): Warnings {
  const byStore = new Map<string, Map<string, Warning>>();
  return {
    take(changes, now) {
      const changed = new Set<string>();
      for (const { name, before, after } of changes) {
        const warning = after ?? before;
        if (!warning) continue;
        const store = warning.namespace.slice("store-".length);
        const known = byStore.get(store) ?? new Map<string, Warning>();
        if (after) known.set(name, { ...after, trouble: { ...after.trouble, at: latest(after.lastAt, now) } });
        else known.delete(name);
        if (known.size > 0) byStore.set(store, known);
        else byStore.delete(store);
        changed.add(store);
      }
      return changed;
    },
    of(storeName, now) {
      return [...(byStore.get(storeName)?.values() ?? [])]
        .filter(({ trouble, firstAt, lastAt }) => {
          if (now - lastAt > recent) return false;
          return !ordinaryAtFirst.test(trouble.reason) || lastAt - firstAt > patience;
        })
        .sort((a, b) => b.lastAt - a.lastAt)
        .map(({ trouble }) => trouble);
    },
  };
}
