/** A stores repository in memory, for tests of what stands on the port; the real one is tested against a real Git server. */
import { createHash } from "node:crypto";
import { UnknownCommitError } from "../git/errors.ts";
import type {
  Change,
  Commit,
  CommitResult,
  FileDiff,
  RepositoryFile,
  Snapshot,
  StoresRepository,
} from "../git/storesRepository.ts";

interface Made {
  readonly commit: Commit;
  readonly files: readonly FileDiff[];
}

type Listener = (snapshot: Snapshot, previous: Snapshot | undefined) => void;

export interface MemoryRepository extends StoresRepository {
  /** What a person's push does: sets or, with undefined, removes files, unsigned. Returns the commit's id. */
  push(files: Readonly<Record<string, string | undefined>>, committedAt?: Date): string;
  /** From now on nothing can be fetched, and the last fetch gets older. */
  setFetchedAt(at: number): void;
  /** Whether the remote answers when it is asked. */
  setReachable(answers: boolean): void;
  /** Forgets the history: as after a forced push. */
  rewrite(): void;
}

const id = (text: string) => createHash("sha1").update(text).digest("hex");

export function memoryRepository(tree: Readonly<Record<string, string>> = {}): MemoryRepository {
  let log: Made[] = [];
  let files = new Map<string, RepositoryFile>();
  let snapshot: Snapshot | undefined;
  let counter = 0;
  let reachable = true;
  const listeners = new Set<Listener>();

  function make(commit: Omit<Commit, "id" | "parents" | "committedAt">, diffs: FileDiff[], at = new Date()): Commit {
    counter += 1;
    const made: Commit = {
      ...commit,
      id: id(`commit ${counter}`),
      parents: log.slice(0, 1).map((last) => last.commit.id),
      committedAt: at.toISOString(),
    };
    log = [{ commit: made, files: diffs }, ...log];
    files = new Map(files);
    for (const { path, before, after } of diffs) {
      const firstCommit = before === undefined ? made : (files.get(path)?.firstCommit ?? made);
      if (after === undefined) files.delete(path);
      else files.set(path, { path, text: after, blobId: id(after), lastCommit: made, firstCommit });
    }
    const previous = snapshot;
    snapshot = { revision: made.id, fetchedAt: Date.now(), files };
    for (const listener of listeners) listener(snapshot, previous);
    return made;
  }

  const repository: MemoryRepository = {
    snapshot: () => snapshot,
    async commit(change: Change): Promise<CommitResult> {
      const diffs = change.edits.map(({ path, apply }): FileDiff => {
        const before = files.get(path)?.text;
        const after = apply(before);
        return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
      });
      const { subject, body = "", actor, requestId, operation, trace, backup } = change;
      const author = { name: actor, email: actor };
      return {
        commit: make(
          {
            ...{ subject, body, author, verified: true, actor, requestId, operation },
            ...(trace !== undefined && { trace }),
            ...(backup && { backup }),
          },
          diffs,
        ),
        replayed: false,
      };
    },
    push(changed, at) {
      const diffs = Object.entries(changed).map(([path, after]): FileDiff => {
        const before = files.get(path)?.text;
        return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
      });
      const author = { name: "Bob", email: "bob@example.com" };
      return make({ subject: "pushed", body: "", author, verified: false }, diffs, at).id;
    },
    setFetchedAt(at) {
      if (snapshot) snapshot = { ...snapshot, fetchedAt: at };
    },
    setReachable(answers) {
      reachable = answers;
    },
    rewrite() {
      log = [];
      make({ subject: "rewritten", body: "", author: { name: "Eve", email: "" }, verified: false }, []);
    },
    revertEdits: async () => [],
    history: async ({ path, limit, after }) =>
      log
        .slice(log.findIndex(({ commit }) => commit.id === after) + 1)
        .filter(({ files: diffs }) => path === undefined || diffs.some((diff) => diff.path === path))
        .slice(0, limit)
        .map(({ commit }) => commit),
    async diff(commitId, path) {
      const made = log.find(({ commit }) => commit.id === commitId);
      if (!made) throw new Error(`no commit ${commitId}`);
      return { commit: made.commit, files: made.files.filter((diff) => path === undefined || diff.path === path) };
    },
    readFile: async (path) => tree[path],
    async readFileAt(commitId, path) {
      const from = log.findIndex(({ commit }) => commit.id === commitId);
      if (from === -1) throw new UnknownCommitError(commitId);
      return log.slice(from).flatMap(({ files: diffs }) => diffs.filter((diff) => diff.path === path))[0]?.after;
    },
    readFolder: async (path) => [
      ...new Set(
        Object.keys(tree)
          .filter((name) => name.startsWith(`${path}/`))
          .flatMap((name) => name.slice(path.length + 1).split("/")[0] ?? []),
      ),
    ],
    isAncestor: async (ancestor, descendant) => repository.knownAncestor(ancestor, descendant) ?? false,
    knownAncestor(ancestor, descendant) {
      const at = (commitId: string) => log.findIndex(({ commit }) => commit.id === commitId);
      if (at(descendant) === -1) return undefined;
      return at(ancestor) !== -1 && at(ancestor) >= at(descendant);
    },
    async refresh() {
      if (!snapshot || !reachable) throw new Error("the Git server doesn't answer");
      return snapshot;
    },
    onSnapshot(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => undefined,
  };
  make({ subject: "seed", body: "", author: { name: "Seed", email: "" }, verified: false }, []);
  return repository;
}
