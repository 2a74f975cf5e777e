import { z } from "zod";

/** The little of an Argo CD Application that the platform looks at; thousands of whole ones would fill the memory. */
export interface Application {
  readonly name: string;
  /** Name of the store: the label, or what follows `store-`. */
  readonly storeName: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly deletingSince?: number;
  /** Argo CD runs hooks before it deletes anything. */
  readonly preDeleteHooks: boolean;
  /** Argo CD deletes nothing of what it made until that is approved (`Delete=confirm` on a part of it). */
  readonly confirmsDeletion: boolean;
  /** Its deletion is approved if it began no later than this, in epoch milliseconds. */
  readonly approvedAt?: number;
  /** It goes without the backup that is made before. */
  readonly withoutBackup: boolean;
  /** A comparison was asked for and hasn't begun. */
  readonly refreshPending: boolean;
  readonly destination: { readonly namespace?: string; readonly cluster?: string };
  /** Folder of the chart and the values files, as in the spec; the revision is a branch's name, or a commit's it was pinned to. */
  readonly source: { readonly path?: string; readonly valueFiles: readonly string[]; readonly revision?: string };
  /** An operation is asked for or running. */
  readonly operationPending: boolean;
  readonly sync: { readonly status?: string; readonly revision?: string; readonly path?: string };
  /** `since`: when its status became what it is, in epoch milliseconds. */
  readonly health: { readonly status?: string; readonly message?: string; readonly since?: number };
  readonly operation?: ApplicationOperation;
  readonly resources: readonly ApplicationResource[];
  readonly conditions: readonly { readonly type: string; readonly message: string; readonly since?: number }[];
  /** When the live state was last compared with Git, in epoch milliseconds. */
  readonly reconciledAt?: number;
  /** Syncs that succeeded, oldest first. */
  readonly deployments: readonly { readonly revision: string; readonly at: number }[];
}

export interface ApplicationOperation {
  readonly phase: string;
  readonly message?: string;
  readonly revision?: string;
  /** As Argo CD wrote it: names this run of the operation. */
  readonly startedAt: string;
  readonly finishedAt?: number;
  readonly retries: number;
  /** What went wrong or is being waited for, of each part. */
  readonly results: readonly OperationResult[];
}

export interface OperationResult {
  readonly kind: string;
  readonly name: string;
  readonly status?: string;
  readonly message?: string;
  readonly hookType?: string;
  readonly hookPhase?: string;
}

export interface ApplicationResource {
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly sync?: string;
  readonly health?: string;
  readonly message?: string;
  readonly hook: boolean;
}

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const text = z.string().optional();
const source = z.object({
  path: text,
  targetRevision: text,
  helm: z.object({ valueFiles: z.array(z.string()).optional() }).optional(),
});

const schema = z.object({
  metadata: z.object({
    name: z.string(),
    uid: z.string(),
    resourceVersion: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
    annotations: z.record(z.string(), z.string()).default({}),
    finalizers: z.array(z.string()).default([]),
    creationTimestamp: time,
    deletionTimestamp: time.optional(),
  }),
  spec: z
    .object({
      source: source.optional(),
      destination: z.object({ namespace: text, name: text, server: text }).optional(),
    })
    .default({}),
  operation: z.unknown().optional(),
  status: z
    .object({
      sync: z
        .object({
          status: text,
          revision: text,
          comparedTo: z.object({ source: z.object({ path: text }).optional() }).optional(),
        })
        .optional(),
      health: z.object({ status: text, message: text, lastTransitionTime: time.optional() }).optional(),
      reconciledAt: time.optional(),
      operationState: z
        .object({
          phase: z.string(),
          message: text,
          startedAt: z.string().default(""),
          finishedAt: time.optional(),
          retryCount: z.number().default(0),
          operation: z.object({ sync: z.object({ revision: text }).optional() }).optional(),
          syncResult: z
            .object({
              revision: text,
              resources: z
                .array(
                  z.object({
                    kind: z.string(),
                    name: z.string(),
                    status: text,
                    message: text,
                    hookType: text,
                    hookPhase: text,
                  }),
                )
                .default([]),
            })
            .optional(),
        })
        .optional(),
      resources: z
        .array(
          z.object({
            group: z.string().default(""),
            kind: z.string(),
            namespace: text,
            name: z.string(),
            status: text,
            health: z.object({ status: text, message: text }).optional(),
            hook: z.boolean().default(false),
            requiresDeletionConfirmation: z.boolean().default(false),
          }),
        )
        .default([]),
      conditions: z
        .array(z.object({ type: z.string(), message: z.string().default(""), lastTransitionTime: time.optional() }))
        .default([]),
      history: z.array(z.object({ revision: z.string().default(""), deployedAt: time })).default([]),
    })
    .default({ resources: [], conditions: [], history: [] }),
});

export const refreshAnnotation = "argocd.argoproj.io/refresh";
/** Its value is the time since when a deletion is approved, as RFC 3339. */
export const deletionApprovedAnnotation = "argocd.argoproj.io/deletion-approved";
/** On an Application that is deleted: whoever looks at it next knows that its backup isn't waited for. */
export const withoutBackupAnnotation = "storeplane.dev/without-backup";

/** Argo CD's finalizers that let hooks run before a deletion and clean up behind them. */
export function isPreDelete(finalizer: string): boolean {
  return finalizer.startsWith("pre-delete-finalizer.argocd.argoproj.io");
}

/** Whether it is rendered from one commit rather than from the branch. */
export function isPinned({ source }: Application): boolean {
  return source.revision !== undefined && commitId.test(source.revision);
}

/** What can't be rendered has the branch's name for a revision: that says nothing of what was compared. */
const commitId = /^[0-9a-f]{40,64}$/;

function revisionOf(value: string | undefined): { revision?: string } {
  return value !== undefined && commitId.test(value) ? { revision: value } : {};
}

/** Messages of Argo CD can be whole rendered manifests. */
const longest = 2000;

/** Kinds, names and states are the same in thousands of Applications: one copy of each is kept. */
const texts = new Map<string, string>();
const mostTexts = 50_000;
const longestShared = 100;

function shared(text: string): string {
  if (text.length > longestShared) return text;
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (texts.size >= mostTexts) texts.clear();
  texts.set(text, text);
  return text;
}

function shortened<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  if (value === undefined || value === "") return {};
  return { [key]: shared(value.length > longest ? `${value.slice(0, longest)}…` : value) } as { [K in Key]?: string };
}

/** Reads an Application as the API server sends it. @throws ZodError when it isn't one. */
export function readApplication(raw: unknown): Application {
  const { metadata, spec, operation, status } = schema.parse(raw);
  const state = status.operationState;
  const revision = state?.syncResult?.revision ?? state?.operation?.sync?.revision;
  return {
    name: metadata.name,
    storeName: metadata.labels["storeplane.dev/store"] ?? metadata.name.replace(/^store-/, ""),
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    labels: metadata.labels,
    createdAt: metadata.creationTimestamp,
    ...(metadata.deletionTimestamp !== undefined && { deletingSince: metadata.deletionTimestamp }),
    preDeleteHooks: metadata.finalizers.some(isPreDelete),
    confirmsDeletion: status.resources.some((resource) => resource.requiresDeletionConfirmation),
    ...approvalOf(metadata.annotations[deletionApprovedAnnotation]),
    withoutBackup: metadata.annotations[withoutBackupAnnotation] === "true",
    refreshPending: metadata.annotations[refreshAnnotation] !== undefined,
    destination: {
      ...shortened("namespace", spec.destination?.namespace),
      ...shortened("cluster", spec.destination?.name),
    },
    source: {
      ...shortened("path", spec.source?.path),
      ...shortened("revision", spec.source?.targetRevision),
      valueFiles: spec.source?.helm?.valueFiles ?? [],
    },
    operationPending: operation !== undefined && operation !== null,
    sync: {
      ...shortened("status", status.sync?.status),
      ...revisionOf(status.sync?.revision),
      ...shortened("path", status.sync?.comparedTo?.source?.path),
    },
    health: {
      ...shortened("status", status.health?.status),
      ...shortened("message", status.health?.message),
      ...(status.health?.lastTransitionTime !== undefined && { since: status.health.lastTransitionTime }),
    },
    ...(state && {
      operation: {
        phase: state.phase,
        startedAt: state.startedAt,
        retries: state.retryCount,
        ...shortened("message", state.message),
        ...revisionOf(revision),
        ...(state.finishedAt !== undefined && { finishedAt: state.finishedAt }),
        results: (state.syncResult?.resources ?? []).filter(isTelling).map((result) => ({
          kind: result.kind,
          name: result.name,
          ...shortened("status", result.status),
          ...shortened("message", result.message),
          ...shortened("hookType", result.hookType),
          ...shortened("hookPhase", result.hookPhase),
        })),
      },
    }),
    resources: status.resources.map((resource) => ({
      group: shared(resource.group),
      kind: shared(resource.kind),
      name: shared(resource.name),
      hook: resource.hook,
      ...shortened("namespace", resource.namespace),
      ...shortened("sync", resource.status),
      ...shortened("health", resource.health?.status),
      ...shortened("message", resource.health?.message),
    })),
    conditions: status.conditions.map((condition) => ({
      type: condition.type,
      message: condition.message.slice(0, longest),
      ...(condition.lastTransitionTime !== undefined && { since: condition.lastTransitionTime }),
    })),
    ...(status.reconciledAt !== undefined && { reconciledAt: status.reconciledAt }),
    deployments: status.history
      .filter((entry) => commitId.test(entry.revision))
      .map((entry) => ({ revision: entry.revision, at: entry.deployedAt })),
  };
}

function approvalOf(value: string | undefined): { approvedAt?: number } {
  const { success, data } = time.safeParse(value);
  return success ? { approvedAt: data } : {};
}

/** Parts that were applied without a word say nothing. */
function isTelling(result: { status?: string | undefined; hookPhase?: string | undefined }): boolean {
  return result.hookPhase === "Failed" || result.hookPhase === "Error" || result.hookPhase === "Running"
    ? true
    : result.status === "SyncFailed" || result.status === "PruneSkipped";
}
