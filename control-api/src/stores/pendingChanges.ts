/** Open pull requests by the stores whose files they touch. */
import { isDeepStrictEqual } from "node:util";
import type { Proposals, PullRequest } from "../git/proposals.ts";
import { storeNameOf } from "./storePath.ts";

export interface PendingChanges {
  /** The oldest first. */
  of(name: string): readonly PullRequest[];
  names(): Iterable<string>;
  /** Called with the names of stores whose pull requests changed; returns the function that stops it. */
  onChange(listener: (names: readonly string[]) => void): () => void;
}

export function pendingChanges(proposals: Proposals): PendingChanges {
  let byStore = index(proposals);
  return {
    of: (name) => byStore.get(name) ?? [],
    names: () => byStore.keys(),
    onChange: (listener) =>
      proposals.onChange(() => {
        const before = byStore;
        byStore = index(proposals);
        const names = new Set([...before.keys(), ...byStore.keys()]);
        const changed = [...names].filter((name) => !isDeepStrictEqual(before.get(name), byStore.get(name)));
        if (changed.length > 0) listener(changed);
      }),
  };
}

function index(proposals: Proposals): Map<string, readonly PullRequest[]> {
  const byStore = new Map<string, PullRequest[]>();
  for (const pullRequest of [...proposals.open()].sort((a, b) => a.number - b.number)) {
    for (const name of new Set(pullRequest.files.flatMap(({ path }) => storeNameOf(path) ?? []))) {
      byStore.set(name, [...(byStore.get(name) ?? []), pullRequest]);
    }
  }
  return byStore;
}
