/** Reads the backups of stores. It only reads: what makes and removes them runs in the stores' own clusters. */
import Bottleneck from "bottleneck";
import type { ClusterReader } from "../argo/clusterReader.ts";
import { statusOf } from "../argo/kubeClient.ts";
import { type Backup, readBackups } from "./backup.ts";
import { BackupsUnavailableError, listSnapshots } from "./restic.ts";

export interface BackupReader {
  /**
   * The newest first, as they were some seconds ago at most.
   * @throws BackupsUnavailableError, UnknownClusterError, ClusterUnavailableError
   */
  list(store: string, cluster: string, signal: AbortSignal): Promise<readonly Backup[]>;
}

/** For how long a list is believed, in ms: a page that is open asks again and again. */
const believedFor = 10_000;
/** Lists that are kept at most. */
const mostKept = 500;
/** How many restic run side by side. */
const width = 4;
/** The Secret with where backups go and how to get in, made by the operator; `store-<name>` has the store's own key. */
const repositorySecret = "repository";
/** What isn't a variable of restic, or would change how programs are run. */
const variableName = /^(?!LD_|PATH$|HOME$|NODE_)[A-Z][A-Z0-9_]*$/;

export function backupReader(options: {
  readonly reader: Pick<ClusterReader, "secret">;
  readonly namespace: string;
  readonly restic: string;
}): BackupReader {
  const { reader, namespace, restic } = options;
  const kept = new Map<string, { readonly at: number; readonly list: Promise<readonly Backup[]> }>();
  const queue = new Bottleneck({ maxConcurrent: width });

  async function read(store: string, cluster: string, signal: AbortSignal): Promise<readonly Backup[]> {
    const place = { cluster, namespace };
    const secret = (name: string) =>
      reader.secret(place, name, signal).catch((cause: unknown) => {
        if (statusOf(cause) !== 403) throw cause;
        const where = `Secrets of the namespace ${namespace} of cluster ${cluster}`;
        throw new BackupsUnavailableError(`The control API may not read ${where}: give it that role.`, { cause });
      });
    const [repository, key] = await Promise.all([secret(repositorySecret), secret(`store-${store}`)]);
    const base = repository?.get("RESTIC_REPOSITORY")?.trim();
    const password = key?.get("RESTIC_PASSWORD");
    // The store's first backup makes its key, and its repository with it.
    if (!repository || !base || !password) return [];
    const variables = {
      ...Object.fromEntries([...repository].filter(([name]) => variableName.test(name))),
      RESTIC_REPOSITORY: `${base.replace(/\/+$/, "")}/${store}`,
      RESTIC_PASSWORD: password,
    };
    return readBackups(await listSnapshots({ binary: restic, variables }, store, signal), store);
  }

  return {
    list(store, cluster, signal) {
      const id = `${cluster}/${store}`;
      const known = kept.get(id);
      if (known && Date.now() - known.at < believedFor) return known.list;
      // Shared by all who ask meanwhile, so one who hangs up doesn't end it for the others: it has its own time limit.
      const list = queue.schedule(() => read(store, cluster, AbortSignal.timeout(30_000)));
      kept.delete(id);
      kept.set(id, { at: Date.now(), list });
      list.catch(() => kept.get(id)?.list === list && kept.delete(id));
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return Promise.race([list, aborted(signal)]);
    },
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
