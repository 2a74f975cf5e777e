/** The files of a snapshot, read: which are stores, which are blocked. Only what changed is read again. */
import type { RepositoryFile, Snapshot } from "../git/storesRepository.ts";
import type { Identity } from "./originalIdentity.ts";
import type { BlockedFile } from "./store.ts";
import { storeNameOf, storePath } from "./storePath.ts";
import { readValuesFile, type ValuesFile } from "./valuesFile.ts";

export interface StoreFile {
  readonly name: string;
  readonly file: RepositoryFile;
  /** Undefined when the file is no store; then `problem` says why. */
  readonly values?: ValuesFile;
  readonly problem?: string;
  /** What it was when its file was added, and must stay; undefined until that is looked up. */
  readonly identity?: Identity;
}

export class StoreFiles {
  #stores = new Map<string, StoreFile>();
  #misplaced = new Map<string, BlockedFile>();
  #paths = new Map<string, RepositoryFile>();

  get stores(): ReadonlyMap<string, StoreFile> {
    return this.#stores;
  }

  /** Takes a snapshot in; returns the names of the stores whose file changed, came or went. */
  take(snapshot: Snapshot): Set<string> {
    const changed = new Set<string>();
    for (const [path, file] of snapshot.files) {
      const before = this.#paths.get(path);
      if (before?.blobId === file.blobId && before.lastCommit.id === file.lastCommit.id) continue;
      this.#paths.set(path, file);
      const name = storeNameOf(path);
      if (name === undefined) {
        this.#misplaced.set(path, {
          path,
          message: "This file is in no place of a store: stores live in stores/<first letter>/<name>.yaml.",
          commit: file.lastCommit,
        });
        continue;
      }
      this.#stores.set(name, readStoreFile(name, file, this.#stores.get(name)));
      changed.add(name);
    }
    for (const path of this.#paths.keys()) {
      if (snapshot.files.has(path)) continue;
      this.#paths.delete(path);
      this.#misplaced.delete(path);
      const name = storeNameOf(path);
      if (name !== undefined && this.#stores.delete(name)) changed.add(name);
    }
    return changed;
  }

  /** Takes in what a file was when it was added; true when that changes what is thought of it. */
  setIdentity(name: string, firstCommit: string, identity: Identity): boolean {
    const before = this.#stores.get(name);
    if (before?.file.firstCommit.id !== firstCommit) return false;
    const after = readStoreFile(name, before.file, { ...before, identity });
    this.#stores.set(name, after);
    return after.problem !== before.problem;
  }

  /** Files that aren't stores, and why. */
  blocked(): BlockedFile[] {
    const unreadable = [...this.#stores.values()].flatMap(({ name, file, problem }) =>
      problem === undefined
        ? []
        : [{ path: file.path, message: problem, commit: file.lastCommit, storeName: name } satisfies BlockedFile],
    );
    return [...this.#misplaced.values(), ...unreadable];
  }
}

function readStoreFile(name: string, file: RepositoryFile, before: StoreFile | undefined): StoreFile {
  const { file: values, problems } = readValuesFile(file.text);
  // A file that was added anew is another store, whatever bore the name before.
  const known = before?.file.firstCommit.id === file.firstCommit.id ? before.identity : undefined;
  if (problems) {
    const faults = problems.map(({ pointer, message }) => (pointer ? `${pointer} ${message}` : `It ${message}`));
    const problem = `${storePath(name)} is no store: ${faults.join("; ")}.`;
    return { name, file, problem, ...(known && { identity: known }) };
  }
  const { engine, cluster } = values.store;
  const identity = known ?? (file.firstCommit.id === file.lastCommit.id ? { engine, cluster } : undefined);
  const moved = identity && movedFrom(identity, values.store);
  return { name, file, values, ...(identity && { identity }), ...(moved !== undefined && { problem: moved }) };
}

/** Engine and cluster can't change: the old store would be pruned or stranded. */
function movedFrom(was: Identity, is: Identity): string | undefined {
  for (const key of ["engine", "cluster"] as const)
    if (was[key] !== is[key])
      return `store.${key} changed from ${was[key]} to ${is[key]}, which would lose the store: revert it.`;
  return undefined;
}
