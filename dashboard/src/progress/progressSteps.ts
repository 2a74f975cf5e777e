import type { Resource, StoreDetail } from "../api/types.ts";

export type StepState = "done" | "running" | "waiting" | "failed";

export interface ProgressStep {
  readonly key: string;
  readonly state: StepState;
}

/** A part of the store that has a health of its own. */
export interface PartStep extends ProgressStep {
  readonly resource: Resource;
}

export interface StoreProgress {
  readonly committed: ProgressStep;
  readonly application: ProgressStep;
  readonly parts: readonly PartStep[];
  readonly ready: ProgressStep;
  readonly shop: ProgressStep;
}

/**
 * How far a store is, from its commit to the shop that answers. Pure: what is known goes in, what to show comes out.
 * `answers` is undefined while the shop wasn't asked, or where there is none to ask.
 */
export function storeProgress(
  store: StoreDetail,
  resources: readonly Resource[],
  answers: boolean | undefined,
): StoreProgress {
  const { phase } = store.status;
  const broken = phase === "Failed" || phase === "Blocked";
  const taken = phase !== "Pending" && phase !== "Blocked";
  const ready = phase === "Ready";
  const parts = resources
    .filter((resource) => resource.health !== undefined)
    .map((resource) => ({ key: keyOf(resource), resource, state: stateOf(resource) }));
  return {
    committed: { key: "committed", state: "done" },
    application: { key: "application", state: taken ? "done" : broken ? "failed" : "running" },
    parts,
    ready: { key: "ready", state: ready ? "done" : broken ? "failed" : taken ? "running" : "waiting" },
    shop: { key: "shop", state: !ready ? "waiting" : answers === true ? "done" : "running" },
  };
}

/** All steps in the order they are shown in. */
export function allSteps({ committed, application, parts, ready, shop }: StoreProgress): readonly ProgressStep[] {
  return [committed, application, ...parts, ready, shop];
}

function keyOf({ group, kind, namespace, name }: Resource): string {
  return [group, kind, namespace ?? "", name].join("/");
}

function stateOf({ health }: Resource): StepState {
  if (health === "Healthy" || health === "Suspended") return "done";
  if (health === "Degraded") return "failed";
  return health === "Missing" ? "waiting" : "running";
}
