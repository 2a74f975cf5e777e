import { useEffect, useState } from "react";
import { allSteps, type StoreProgress } from "./progressSteps.ts";

/** Epoch milliseconds at which this tab first saw each step done. */
export type StepTimes = Readonly<Record<string, number>>;

/** Notes when steps get done, and keeps it for this tab, so that a reload still knows. What was done before isn't guessed. */
export function useStepTimes(commit: string, progress: StoreProgress | undefined): StepTimes {
  const storageKey = `storeplane-progress-${commit}`;
  const [times, setTimes] = useState<StepTimes>(() => read(storageKey));
  const [watched, setWatched] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    if (progress === undefined) return;
    const steps = allSteps(progress);
    const unfinished = steps.filter(({ state }) => state !== "done").map(({ key }) => key);
    const fresh = steps.filter(({ key, state }) => state === "done" && times[key] === undefined && watched.has(key));
    if (unfinished.some((key) => !watched.has(key))) setWatched(new Set([...watched, ...unfinished]));
    if (fresh.length === 0) return;
    const now = Date.now();
    const next = { ...times, ...Object.fromEntries(fresh.map(({ key }) => [key, now])) };
    sessionStorage.setItem(storageKey, JSON.stringify(next));
    setTimes(next);
  }, [progress, times, watched, storageKey]);
  return times;
}

function read(storageKey: string): StepTimes {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, at]) => typeof at === "number"));
  } catch {
    return {};
  }
}
