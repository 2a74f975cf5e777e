import { merge } from "node-diff3";

/** Brings two versions of a text together; undefined when they contradict each other. */
export type MergeText = (base: string, ours: string, theirs: string) => string | undefined;

/** By lines, as Git merges: changes of the same or touching lines contradict each other. */
export const mergeLines: MergeText = (base, ours, theirs) => {
  const lines = (text: string) => text.split("\n");
  const merged = merge(lines(ours), lines(base), lines(theirs), { excludeFalseConflicts: true });
  return merged.conflict ? undefined : merged.result.join("\n");
};
