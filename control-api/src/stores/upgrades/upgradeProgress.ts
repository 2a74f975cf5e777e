/** How far an upgrade is, derived from Git and the stores' status. Pure. */

import type { PlannedStore, UpgradePlan } from "../../db/upgradePlans.ts";
import type { Commit } from "../../git/storesRepository.ts";
import type { StatusPhase } from "../store.ts";

/** What Git and the cluster say of one store of an upgrade. */
export interface StoreInput {
  /** Undefined when the file is gone or unreadable. */
  readonly file?: { readonly chartVersion: string; readonly lastCommit: Commit } | undefined;
  readonly status?:
    | { readonly phase: StatusPhase; readonly reason: string; readonly desiredRevision?: string }
    | undefined;
  /** The commit that this upgrade made of it. */
  readonly own?: Commit | undefined;
}

export interface StoreStep {
  readonly name: string;
  readonly from: string;
  /**
   * `waiting` for its wave; `rolling-out`: committed and not Ready yet; `skipped`: it isn't what was planned any more, or
   * left as it is by a resumption; `taken-back`: undone by somebody after this upgrade's commit.
   */
  readonly state: "waiting" | "rolling-out" | "ready" | "failed" | "skipped" | "taken-back";
  readonly reason?: string;
  readonly commit?: string;
}

const settled = new Set<StoreStep["state"]>(["ready", "skipped", "taken-back"]);
const broken = new Set<StatusPhase>(["Failed", "Blocked", "Degraded", "Deleting"]);

export function stepOf(plan: UpgradePlan, store: PlannedStore, input: StoreInput, now: number): StoreStep {
  const { name, from } = store;
  const { file, own } = input;
  const step = (state: StoreStep["state"], reason?: string): StoreStep => ({
    name,
    from,
    state,
    ...(reason !== undefined && { reason }),
    ...(own && { commit: own.id }),
  });
  if (plan.skipped.includes(name)) return step("skipped", "It was left as it is when the upgrade was resumed.");
  if (!file) return step("skipped", "Its file is gone or can't be read.");
  if (file.chartVersion === plan.to) return rollingOut(plan, input, file, now, step);
  if (own) {
    const undo = file.lastCommit;
    const words = `${undo.actor ?? undo.author.name} took it back with commit ${undo.id.slice(0, 8)}.`;
    // Known when it was resumed, so whoever did that accepts it. Commits tell whole seconds only: one of the same second is news.
    const accepted = Date.parse(undo.committedAt) + 1_000 <= plan.beganAt.getTime();
    return accepted ? step("taken-back", words) : step("failed", words);
  }
  if (file.chartVersion !== from) return step("skipped", `Somebody moved it to ${file.chartVersion} meanwhile.`);
  return step("waiting");
}

function rollingOut(
  plan: UpgradePlan,
  { own, status }: StoreInput,
  file: { readonly lastCommit: Commit },
  now: number,
  step: (state: StoreStep["state"], reason?: string) => StoreStep,
): StoreStep {
  // What is shown may be of the commit before.
  const current = status?.desiredRevision === file.lastCommit.id ? status : undefined;
  if (current?.phase === "Ready" || current?.phase === "Suspended") return step("ready");
  if (current && broken.has(current.phase)) return step("failed", `${current.phase}: ${current.reason}`);
  const committedAt = Date.parse((own ?? file.lastCommit).committedAt);
  const waited = (now - Math.max(committedAt, plan.beganAt.getTime())) / 1000;
  const why = status?.reason ?? "Nothing is known of it yet.";
  return waited > plan.readyWithin
    ? step("failed", `Not Ready within ${plan.readyWithin} seconds: ${why}`)
    : step("rolling-out", why);
}

export type NextMove =
  | { readonly kind: "commit"; readonly wave: number; readonly names: readonly string[] }
  | { readonly kind: "wait"; readonly wave: number }
  | { readonly kind: "stop"; readonly wave: number; readonly why: string }
  | { readonly kind: "done" };

/** What is to be done next: the first wave that isn't settled decides, and any failure before it stops everything. */
export function nextMove(waves: readonly (readonly StoreStep[])[]): NextMove {
  for (const [index, steps] of waves.entries()) {
    const wave = index + 1;
    const failed = steps.find(({ state }) => state === "failed");
    if (failed) return { kind: "stop", wave, why: `${failed.name}: ${failed.reason}` };
    const waiting = steps.filter(({ state }) => state === "waiting");
    if (waiting.length > 0) return { kind: "commit", wave, names: waiting.map(({ name }) => name) };
    if (!steps.every(({ state }) => settled.has(state))) return { kind: "wait", wave };
  }
  return { kind: "done" };
}
