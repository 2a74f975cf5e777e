/** Tells whoever measures how Git does; the Git side itself knows of no metrics. */
import type { BareClone } from "./bareClone.ts";
import { NoAnswerError } from "./gitConnection.ts";
import type { PushOutcome } from "./receivePack.ts";
import type { RemoteBranch } from "./remoteBranch.ts";

export type ObservedPush = PushOutcome["kind"] | "no-answer";

export interface GitObserver {
  /** A push ended. `again`: it carried what an earlier one had carried whose answer got lost. */
  pushed(outcome: ObservedPush, seconds: number, commits: number, again: boolean): void;
  /** A fetch, or the question where the branch is, ended. */
  asked(what: "fetch" | "tip", succeeded: boolean, seconds: number): void;
}

/** The branch, with each push and question told to `observer`. */
export function observedBranch(branch: RemoteBranch, observer: GitObserver): RemoteBranch {
  let lastTip: string | undefined;
  return {
    name: branch.name,
    tip: () =>
      timed(
        () => branch.tip(),
        (ok, seconds) => observer.asked("tip", ok, seconds),
      ),
    async push(staged) {
      const startedAt = performance.now();
      const again = staged.tip === lastTip;
      lastTip = staged.tip;
      const tell = (outcome: ObservedPush) =>
        observer.pushed(outcome, (performance.now() - startedAt) / 1000, staged.commits.length, again);
      try {
        const outcome = await branch.push(staged);
        tell(outcome.kind);
        return outcome;
      } catch (error) {
        tell(error instanceof NoAnswerError ? "no-answer" : "unavailable");
        throw error;
      }
    },
    close: () => branch.close(),
  };
}

/** The clone, with each fetch told to `observer`. */
export function observedClone(clone: BareClone, observer: GitObserver): BareClone {
  return {
    ...clone,
    fetch: (missing, signal) =>
      timed(
        () => clone.fetch(missing, signal),
        (ok, seconds) => observer.asked("fetch", ok, seconds),
      ),
  };
}

async function timed<R>(action: () => Promise<R>, tell: (ok: boolean, seconds: number) => void): Promise<R> {
  const startedAt = performance.now();
  let ok = false;
  try {
    const result = await action();
    ok = true;
    return result;
  } finally {
    tell(ok, (performance.now() - startedAt) / 1000);
  }
}
