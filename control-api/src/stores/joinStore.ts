import { setCovering } from "../argo/applicationSet.ts";
import type { ArgoCd, PodTrouble } from "../argo/argoCd.ts";
import { isOfScheduledBackup } from "../argo/pod.ts";
import type { PullRequest } from "../git/proposals.ts";
import { lastWordsOf } from "./reasons.ts";
import { statusOf } from "./status.ts";
import type { Store } from "./store.ts";
import { type StoreSources, storeFacts } from "./storeFacts.ts";
import { type LinkOptions, storeLinks } from "./storeLinks.ts";
import { follow, remember, type StoreMemory, statusMemory } from "./storeMemory.ts";
import { storePath } from "./storePath.ts";

interface Parts extends StoreSources {
  readonly memory: StoreMemory;
  readonly pendingChanges: readonly PullRequest[];
}

interface JoinOptions extends LinkOptions {
  readonly argo: ArgoCd;
  /** Milliseconds. */
  readonly timeout: number;
  readonly isAncestor: (commit: string, revision: string) => boolean;
  /** Whether the revision is the store's last commit or came after it. */
  readonly reaches: (revision: string) => boolean;
}

/** One store as it is now, by its file in Git, the cluster and its memory, which takes note of what is seen. */
export function joinStore(name: string, parts: Parts, options: JoinOptions): Store {
  const { file, application, memory, pendingChanges } = parts;
  const { argo, timeout, isAncestor, reaches } = options;
  const now = Date.now();
  follow(memory, application, { timeout, reaches });
  const path = storePath(name);
  const facts = storeFacts(name, parts);
  const leaving = file ? undefined : parts.leaving;
  // A backup that failed at night says nothing of how the store runs.
  const { backups = [], parts: troubles = [] } = Object.groupBy(argo.podTroubles(name), (trouble) =>
    isOfScheduledBackup(trouble) ? "backups" : "parts",
  );
  const status = statusOf({
    now,
    application,
    troubles,
    cluster: argo.connection(),
    set: application || !file ? undefined : setCovering(path, argo.applicationSets()),
    deletion: leaving?.deletion,
    memory: statusMemory(memory, now),
    timeout,
    isAncestor,
    ...(file && {
      file: {
        commit: file.file.lastCommit.id,
        author: file.file.lastCommit.actor ?? file.file.lastCommit.author.name,
        engine: facts.engine,
        chartVersion: facts.chartVersion,
        cluster: facts.cluster,
        suspended: facts.suspended,
        ...(file.problem !== undefined && { problem: file.problem }),
      },
    }),
  });
  remember(memory, status.phase, file?.file.lastCommit.id, now);
  return {
    name,
    path,
    ...facts,
    status,
    links: storeLinks(options, name, facts, file?.values?.values),
    ...(file && { createdAt: file.file.firstCommit.committedAt, lastCommit: file.file.lastCommit }),
    ...(memory.readyAt !== undefined && { readyAt: new Date(memory.readyAt).toISOString() }),
    ...(leaving && { deletion: leaving.deletion }),
    ...failedBackup(backups),
    ...(pendingChanges.length > 0 && { pendingChanges }),
  };
}

/** The newest that failed. */
function failedBackup(troubles: readonly PodTrouble[]): Pick<Store, "backupFailure"> {
  const newest = troubles.toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
  if (!newest) return {};
  const reason = lastWordsOf(newest);
  const at = newest.endedAt === undefined ? {} : { at: new Date(newest.endedAt).toISOString() };
  return reason === undefined ? {} : { backupFailure: { ...at, reason } };
}
