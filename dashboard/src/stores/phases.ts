import type { StatusPhase, Store } from "../api/types.ts";

export type PhaseTone = "good" | "moving" | "warn" | "bad" | "quiet";

interface PhaseLook {
  readonly tone: PhaseTone;
  /** What it means for somebody who only wants to sell. */
  readonly meaning: string;
}

export const PHASES: Record<StatusPhase, PhaseLook> = {
  Pending: { tone: "quiet", meaning: "Committed; waiting to be deployed" },
  Provisioning: { tone: "moving", meaning: "Being built for the first time" },
  Ready: { tone: "good", meaning: "Open for business" },
  Updating: { tone: "moving", meaning: "A change is being rolled out" },
  Suspended: { tone: "quiet", meaning: "Paused; its data is kept" },
  Degraded: { tone: "warn", meaning: "Something in it is not healthy" },
  Failed: { tone: "bad", meaning: "It could not be deployed" },
  Deleting: { tone: "warn", meaning: "On its way out" },
  Blocked: { tone: "bad", meaning: "Its file can't be used" },
  Unknown: { tone: "quiet", meaning: "Can't be seen right now" },
};

export const PHASE_NAMES = Object.keys(PHASES) as StatusPhase[];

const MAY_ANSWER: ReadonlySet<StatusPhase> = new Set(["Ready", "Updating", "Degraded"]);

/** Why the shop can't be opened, or undefined when it can. */
export function whyNotOpen(store: Pick<Store, "status">): string | undefined {
  const { phase, lastKnownPhase } = store.status;
  if (MAY_ANSWER.has(phase === "Unknown" ? (lastKnownPhase ?? phase) : phase)) return undefined;
  if (phase === "Suspended") return "The store is suspended. Resume it in Settings to open it.";
  if (phase === "Deleting") return "The store is being deleted.";
  if (phase === "Unknown") return "Whether the store runs can't be seen right now.";
  if (phase === "Failed" || phase === "Blocked") return "The store does not run. See the reason on its page.";
  return "The store is not ready yet. The link opens as soon as it is.";
}
