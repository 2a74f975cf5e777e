/** What a store was when its file was added, and must stay: read from the history, so every replica knows it, also after a restart. */
import type { StoresRepository } from "../git/storesRepository.ts";
import type { StoreFile } from "./storeFiles.ts";
import { readValuesFile, type ValuesFile } from "./valuesFile.ts";

export type Identity = Pick<ValuesFile["store"], "engine" | "cluster">;

/** Versions of a file looked through for the first that can be read. */
const mostVersions = 200;
/** Files looked up side by side. */
const width = 8;

export interface IdentityLookups {
  /** Looks the file's original up, some time soon. */
  want(file: StoreFile): void;
  close(): void;
}

export function identityLookups(
  repository: StoresRepository,
  onFound: (name: string, firstCommit: string, identity: Identity) => void,
): IdentityLookups {
  const waiting = new Map<string, StoreFile>();
  let running = 0;
  let closed = false;

  function next(): void {
    for (const [name, file] of waiting) {
      if (running >= width || closed) return;
      waiting.delete(name);
      running += 1;
      originalIdentity(repository, file)
        .then((identity) => identity && !closed && onFound(name, file.file.firstCommit.id, identity))
        // Without an answer the file is believed; the next snapshot that touches it asks again.
        .catch(() => undefined)
        .finally(() => {
          running -= 1;
          next();
        });
    }
  }

  return {
    want(file) {
      waiting.set(file.name, file);
      next();
    },
    close() {
      closed = true;
      waiting.clear();
    },
  };
}

/** Of the first version of the file that is a store. */
async function originalIdentity(repository: StoresRepository, { file }: StoreFile): Promise<Identity | undefined> {
  const { path, firstCommit } = file;
  const added = await identityAt(repository, firstCommit.id, path);
  if (added) return added;
  const versions = await repository.history({ path, limit: mostVersions });
  const since = versions.findIndex(({ id }) => id === firstCommit.id);
  for (const { id } of versions.slice(0, Math.max(since, 0)).reverse()) {
    const found = await identityAt(repository, id, path);
    if (found) return found;
  }
  return undefined;
}

async function identityAt(repository: StoresRepository, commit: string, path: string): Promise<Identity | undefined> {
  const { files } = await repository.diff(commit, path);
  const store = readValuesFile(files[0]?.after ?? "").file?.store;
  return store && { engine: store.engine, cluster: store.cluster };
}
