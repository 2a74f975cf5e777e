import type { StoresRepository } from "../git/storesRepository.ts";

/** Answers at once whether a commit came before another, from what was looked up earlier. */
export interface Ancestry {
  /** False while it isn't known yet; `onAnswer` says when it is. */
  isAncestor(ancestor: string, descendant: string): boolean;
  /** Looks unanswered questions up again: the clone may know more commits now. */
  retry(): void;
}

/** Answers kept at most; they are cheap to find again. */
const most = 100_000;

/** @param onAnswer called when a question that was answered with false turned out true */
export function ancestry(repository: StoresRepository, onAnswer: (ancestor: string) => void): Ancestry {
  const known = new Map<string, boolean>();
  const open = new Map<string, readonly [string, string]>();

  function lookUp(key: string, ancestor: string, descendant: string): void {
    repository.isAncestor(ancestor, descendant).then(
      (answer) => {
        open.delete(key);
        if (known.size >= most) known.clear();
        known.set(key, answer);
        if (answer) onAnswer(ancestor);
      },
      // Argo CD may have seen a commit that isn't fetched here yet.
      () => undefined,
    );
  }

  return {
    isAncestor(ancestor, descendant) {
      if (ancestor === descendant) return true;
      // Whatever last touched a file of the tip is in the tip's history.
      if (descendant === repository.snapshot()?.revision) return true;
      const key = `${ancestor} ${descendant}`;
      const answer = known.get(key);
      if (answer !== undefined) return answer;
      if (!open.has(key) && open.size < most) {
        open.set(key, [ancestor, descendant]);
        lookUp(key, ancestor, descendant);
      }
      return false;
    },
    retry() {
      for (const [key, [ancestor, descendant]] of open) lookUp(key, ancestor, descendant);
    },
  };
}
