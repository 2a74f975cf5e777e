import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { asProblem } from "../api/ProblemError.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { Changed } from "../changes/announcementOf.ts";
import type { BulkStep } from "./bulkActions.ts";

/** Requests under way at once: the commit engine batches what comes together into one push. */
const AT_ONCE = 6;

export type StepState =
  | { readonly state: "running" }
  | { readonly state: "done"; readonly changed: Changed }
  | { readonly state: "failed"; readonly why: string };

export interface BulkRun {
  readonly phase: "asking" | "running" | "over";
  readonly states: ReadonlyMap<string, StepState>;
  start(steps: readonly BulkStep[], reason: string | undefined): void;
}

/** Makes many commits, a few at a time. One that fails stops no other, and each is told. */
export function useBulkRun(): BulkRun {
  const client = useQueryClient();
  const [phase, setPhase] = useState<BulkRun["phase"]>("asking");
  const [states, setStates] = useState<ReadonlyMap<string, StepState>>(new Map());

  const start = useCallback(
    (steps: readonly BulkStep[], reason: string | undefined) => {
      const note = (name: string, state: StepState) => setStates((before) => new Map(before).set(name, state));
      const left = [...steps];
      const work = async () => {
        for (let step = left.shift(); step !== undefined; step = left.shift()) {
          note(step.name, { state: "running" });
          try {
            note(step.name, { state: "done", changed: await step.run(reason) });
          } catch (failure) {
            const problem = asProblem(failure);
            note(step.name, { state: "failed", why: problem.detail ?? problem.title });
          }
        }
      };
      setPhase("running");
      void Promise.all(Array.from({ length: AT_ONCE }, work)).then(() => {
        setPhase("over");
        void client.invalidateQueries({ queryKey: queryKeys.storeLists });
        void client.invalidateQueries({ queryKey: queryKeys.changes });
      });
    },
    [client],
  );
  return { phase, states, start };
}
