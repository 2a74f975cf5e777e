import type { QueryClient } from "@tanstack/react-query";
import { queryKeys } from "../api/queryKeys.ts";

/** Milliseconds between two reads of the lists: a storm of changes must not become a storm of requests. */
const SPACING_MS = 3_000;
const SOON_MS = 50;

const reads = new WeakMap<QueryClient, { at: number; timer?: ReturnType<typeof setTimeout> }>();

/** Reads the lists anew where events can't say what belongs in them: at once, but never in quick succession. */
export function refreshListsSoon(client: QueryClient): void {
  const last = reads.get(client) ?? { at: 0 };
  if (last.timer !== undefined) return;
  const wait = Math.max(SOON_MS, last.at + SPACING_MS - Date.now());
  const timer = setTimeout(() => {
    reads.set(client, { at: Date.now() });
    void client.invalidateQueries({ queryKey: queryKeys.storeLists }, { cancelRefetch: false });
  }, wait);
  reads.set(client, { at: last.at, timer });
}
