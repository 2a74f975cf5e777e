import type { StoresRepository } from "../git/storesRepository.ts";

/** Who came before whom, answered at once. */
export interface Ancestry {
  /** False while `descendant` isn't known yet; `onAnswers` says when it is. */
  isAncestor(ancestor: string, descendant: string): boolean;
  /** Asks again what was not known: the clone may have more commits now. */
  retry(): void;
}

/** Open questions kept at most; who asks more asks again with the next news. */
const most = 100_000;

/** @param onAnswers called with the ancestors of questions that were answered with false and turned out true */
export function ancestry(repository: StoresRepository, onAnswers: (ancestors: ReadonlySet<string>) => void): Ancestry {
  /** Ancestors that were asked for, by a descendant that Argo CD has seen and this process hasn't yet. */
  const open = new Map<string, Set<string>>();
  let count = 0;

  function keep(ancestor: string, descendant: string): void {
    if (count >= most) return;
    const asked = open.get(descendant) ?? new Set();
    open.set(descendant, asked.add(ancestor));
    count += 1;
  }

  return {
    isAncestor(ancestor, descendant) {
      if (ancestor === descendant) return true;
      // Whatever last touched a file of the tip is in the tip's history.
      if (descendant === repository.snapshot()?.revision) return true;
      const answer = repository.knownAncestor(ancestor, descendant);
      if (answer === undefined) keep(ancestor, descendant);
      return answer ?? false;
    },
    retry() {
      const found = new Set<string>();
      for (const [descendant, ancestors] of open) {
        if (repository.knownAncestor(descendant, descendant) === undefined) continue;
        open.delete(descendant);
        for (const ancestor of ancestors) if (repository.knownAncestor(ancestor, descendant)) found.add(ancestor);
      }
      count = [...open.values()].reduce((sum, { size }) => sum + size, 0);
      if (found.size > 0) onAnswers(found);
    },
  };
}
