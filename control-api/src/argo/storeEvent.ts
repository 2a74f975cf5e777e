import { z } from "zod";
import type { Versioned } from "./watchReducer.ts";

/** A Kubernetes event of a store's namespace. */
export interface StoreEvent extends Versioned {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** What it is about. */
  readonly kind: string;
  readonly object: string;
  readonly count: number;
  /** ISO 8601. */
  readonly firstAt: string;
  readonly lastAt: string;
  readonly source?: string;
}

/** A watch sends text where client-node's lists give dates. */
const time = z
  .union([z.string(), z.date().transform((date) => date.toISOString())])
  .nullish()
  .transform((value) => value ?? undefined);

const schema = z.object({
  metadata: z.object({ name: z.string(), uid: z.string(), resourceVersion: z.string(), creationTimestamp: time }),
  type: z.string().nullish(),
  reason: z.string().nullish(),
  message: z.string().nullish(),
  involvedObject: z.object({ kind: z.string().default(""), name: z.string().default("") }).prefault({}),
  count: z.number().nullish(),
  firstTimestamp: time,
  lastTimestamp: time,
  eventTime: time,
  series: z.object({ count: z.number().nullish(), lastObservedTime: time }).nullish(),
  source: z.object({ component: z.string().nullish() }).nullish(),
  reportingComponent: z.string().nullish(),
});

/** Reads an event. @throws ZodError when it isn't one. */
export function readStoreEvent(raw: unknown): StoreEvent {
  const event = schema.parse(raw);
  const { metadata, involvedObject, series } = event;
  const made = event.eventTime ?? metadata.creationTimestamp ?? new Date(0).toISOString();
  const source = event.source?.component || event.reportingComponent;
  return {
    name: metadata.name,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    type: event.type ?? "Normal",
    reason: event.reason ?? "",
    message: (event.message ?? "").slice(0, 2_000),
    kind: involvedObject.kind,
    object: involvedObject.name,
    count: series?.count ?? event.count ?? 1,
    firstAt: event.firstTimestamp ?? made,
    lastAt: series?.lastObservedTime ?? event.lastTimestamp ?? made,
    ...(source && { source }),
  };
}
