/** Which stores whose file is gone may lose their data now. Pure: the decision of DESIGN's guarded deletion. */

export interface GuardInput {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly grace: number;
  /** Stores in the branch and stores whose file is gone, together. */
  readonly storeCount: number;
  readonly candidates: readonly Candidate[];
  /** How many stores went by a push within the last hour, those among the candidates left out. */
  readonly carriedOut: number;
  /** No values file is left at all: more likely a mishap than a wish, however few stores there were. */
  readonly emptyTree: boolean;
  /** Why Git can't be believed just now; nothing is deleted then. */
  readonly distrust?: string;
}

/** A store whose Application is there and whose file isn't. */
export interface Candidate {
  readonly name: string;
  /** Epoch milliseconds when its file was missing on the branch at the latest. */
  readonly missingSince: number;
  /** How the history explains that the file is gone. */
  readonly removal: Removal;
}

export type Removal =
  /**
   * No commit of the branch removes it, or what runs was never part of this history: rewritten, or another repository.
   * `confirmed` by an administrator's commit that is younger than what runs.
   */
  | { readonly kind: "unexplained"; readonly confirmed: boolean }
  /** The control API's own signed commit that deletes this store, its name typed by a person. */
  | { readonly kind: "asked" }
  /** A push, a merged pull request or a revert. `confirmed` by an administrator's commit that names it; `together`: how many its commit removed. */
  | { readonly kind: "pushed"; readonly confirmed: boolean; readonly together: number };

export type Decision =
  | { readonly kind: "delete" }
  | { readonly kind: "wait"; readonly deleteAfter: number }
  | { readonly kind: "confirm" }
  | { readonly kind: "hold"; readonly why: string };

/** The rolling hour in which pushed deletions are counted together, in ms. */
export const window = 60 * 60_000;
/** More pushed deletions than this within the window wait for an administrator. */
const mostStores = 3;
/** And so does more than this share of all stores … */
const mostShare = 0.1;
/** … where there are enough stores for a share to mean something: with fewer, removing one is no accident's size. */
const fewStores = 10;

const unexplained =
  "No commit of the branch explains that its file is gone. Bring the file back, or have an administrator confirm the deletion.";

export function decideDeletions(input: GuardInput): Map<string, Decision> {
  const { now, grace, candidates, distrust } = input;
  const many = input.emptyTree || isMass(input, pushedOf(input) + input.carriedOut);
  const decide = ({ missingSince, removal }: Candidate): Decision => {
    if (distrust !== undefined) return { kind: "hold", why: distrust };
    if (removal.kind === "asked" || removal.confirmed) return { kind: "delete" };
    if (removal.kind === "unexplained") return { kind: "hold", why: unexplained };
    // Bringing some of one commit's stores back must not let the others go.
    if (many || isMass(input, removal.together)) return { kind: "confirm" };
    const deleteAfter = missingSince + grace;
    return now >= deleteAfter ? { kind: "delete" } : { kind: "wait", deleteAfter };
  };
  return new Map(candidates.map((candidate) => [candidate.name, decide(candidate)]));
}

/** One that is confirmed still counts: letting it go must not make room for the others. */
function pushedOf({ candidates }: GuardInput): number {
  return candidates.filter(({ removal }) => removal.kind === "pushed").length;
}

function isMass({ carriedOut, storeCount }: GuardInput, removed: number): boolean {
  const all = storeCount + carriedOut;
  return removed > mostStores || (all >= fewStores && removed > all * mostShare);
}
