import { matchesGlob } from "node:path";
import { z } from "zod";

/** An ApplicationSet: which values files it makes Applications of, and whether it can. */
export interface ApplicationSet {
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly patterns: readonly string[];
  /** Why it can't be rendered. */
  readonly error?: { readonly message: string; readonly since?: number };
  /** A refresh was asked for and not yet taken up. */
  readonly refreshPending: boolean;
}

export const refreshSetAnnotation = "argocd.argoproj.io/application-set-refresh";

const schema = z.object({
  metadata: z.object({
    name: z.string(),
    uid: z.string(),
    resourceVersion: z.string(),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.object({
    generators: z
      .array(z.looseObject({ git: z.object({ files: z.array(z.object({ path: z.string() })).optional() }).optional() }))
      .default([]),
  }),
  status: z
    .object({
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            message: z.string().default(""),
            lastTransitionTime: z.string().optional(),
          }),
        )
        .default([]),
    })
    .default({ conditions: [] }),
});

/** Reads an ApplicationSet as the API server sends it. @throws ZodError when it isn't one. */
export function readApplicationSet(raw: unknown): ApplicationSet {
  const { metadata, spec, status } = schema.parse(raw);
  const fault = status.conditions.find(
    (condition) => condition.type === "ErrorOccurred" && condition.status === "True",
  );
  return {
    name: metadata.name,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    patterns: spec.generators.flatMap((generator) => generator.git?.files?.map((file) => file.path) ?? []),
    refreshPending: metadata.annotations[refreshSetAnnotation] !== undefined,
    ...(fault && {
      error: {
        message: fault.message.slice(0, 2000),
        ...(fault.lastTransitionTime !== undefined && { since: Date.parse(fault.lastTransitionTime) }),
      },
    }),
  };
}

/** The set whose patterns match the path of a values file. */
export function setCovering(path: string, sets: Iterable<ApplicationSet>): ApplicationSet | undefined {
  for (const set of sets) if (set.patterns.some((pattern) => matchesGlob(path, pattern))) return set;
  return undefined;
}
