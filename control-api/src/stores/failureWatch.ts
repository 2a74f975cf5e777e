import type { ArgoCd } from "../argo/argoCd.ts";
import { type FailureCode, failureCodeOf, isFailure } from "./failureCode.ts";
import type { StoresView } from "./storesView.ts";

/** Tells each time a store begins to fail, and why. Stores that failed before this process looked are not news. */
export function watchFailures(
  { view, argo }: { readonly view: StoresView; readonly argo: ArgoCd },
  onFailure: (engine: string, code: FailureCode) => void,
): () => void {
  const failing = new Map<string, boolean>();
  return view.onChange(({ changed, removed }) => {
    for (const { name, engine, status } of changed) {
      // Not seeing it says nothing of it.
      if (status.phase === "Unknown") continue;
      const before = failing.get(name);
      const now = isFailure(status.phase);
      failing.set(name, now);
      if (!now || before !== false) continue;
      const found = { application: argo.application(name), troubles: argo.podTroubles(name) };
      onFailure(engine, failureCodeOf(found, view.files.get(name)?.problem !== undefined));
    }
    for (const { name } of removed) failing.delete(name);
  });
}
