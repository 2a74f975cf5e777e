import { useCallback, useMemo, useState } from "react";

export interface Selection {
  readonly names: ReadonlySet<string>;
  toggle(name: string): void;
  /** Takes all of these in, or none when all are in already. */
  toggleAll(names: readonly string[]): void;
  clear(): void;
}

/** Which stores are ticked, by name: a row that scrolls out of sight stays ticked. */
export function useSelection(): Selection {
  const [names, setNames] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((name: string) => {
    setNames((before) => {
      const after = new Set(before);
      if (!after.delete(name)) after.add(name);
      return after;
    });
  }, []);
  const toggleAll = useCallback((all: readonly string[]) => {
    setNames((before) => (all.every((name) => before.has(name)) ? new Set() : new Set([...before, ...all])));
  }, []);
  const clear = useCallback(() => setNames(new Set()), []);
  return useMemo(() => ({ names, toggle, toggleAll, clear }), [names, toggle, toggleAll, clear]);
}
