import type { PullRequest } from "../git/proposals.ts";
import type { Store } from "./store.ts";
import { type LinkOptions, storeLinks } from "./storeLinks.ts";
import { storePath } from "./storePath.ts";
import { readValuesFile } from "./valuesFile.ts";

/** A store that isn't there yet, as the pull request describes it that would add it; undefined when none does. */
export function awaitedStore(
  name: string,
  pullRequests: readonly PullRequest[],
  links: LinkOptions,
): Store | undefined {
  const path = storePath(name);
  for (const { number, files } of pullRequests) {
    const text = files.find((file) => file.path === path && file.status === "added")?.text;
    const values = text === undefined ? undefined : readValuesFile(text).file;
    if (!values) continue;
    const settings = values.store;
    const { engine, chartVersion, owner, cluster, suspended } = settings;
    const facts = { displayName: settings.displayName ?? name, engine, chartVersion, owner, cluster, suspended };
    return {
      name,
      path,
      ...facts,
      status: {
        phase: "Pending",
        reason: `Awaiting merge: pull request #${number} adds it.`,
        progress: { healthy: 0, total: 0 },
        observedAt: new Date().toISOString(),
      },
      links: storeLinks(links, name, facts, values.values),
      pendingChanges: pullRequests,
    };
  }
  return undefined;
}
