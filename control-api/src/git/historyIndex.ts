import { Ancestry } from "./ancestry.ts";
import type { FileChange } from "./rawDiff.ts";
import type { Commit } from "./storesRepository.ts";

export interface IndexedCommit {
  readonly commit: Commit;
  readonly tree: string;
  readonly bodyHash?: string;
  readonly changes: readonly FileChange[];
}

interface Touch {
  readonly entry: IndexedCommit;
  readonly change: FileChange;
}

/**
 * All commits of the branch, parents before children: which paths each changed, who descends from whom, and which request made it.
 * Only ever grows at its end; a rewritten history gets a new index.
 */
export class HistoryIndex {
  readonly #entries: IndexedCommit[] = [];
  readonly #positions = new Map<string, number>();
  readonly #touches = new Map<string, Touch[]>();
  readonly #requests = new Map<string, IndexedCommit>();
  readonly #ancestry = new Ancestry();

  /** Takes the next commit; its parents must be in already. One that is known is left out. */
  append(entry: IndexedCommit): void {
    const { id, parents, requestId } = entry.commit;
    if (this.#positions.has(id)) return;
    this.#positions.set(id, this.#entries.length);
    this.#entries.push(entry);
    this.#ancestry.append(id, parents);
    if (requestId !== undefined && !this.#requests.has(requestId)) this.#requests.set(requestId, entry);
    for (const change of entry.changes) {
      const touches = this.#touches.get(change.path);
      if (touches) touches.push({ entry, change });
      else this.#touches.set(change.path, [{ entry, change }]);
    }
  }

  get(commitId: string): IndexedCommit | undefined {
    const position = this.#positions.get(commitId);
    return position === undefined ? undefined : this.#entries[position];
  }

  /** The verified commit that a request made. */
  byRequest(requestId: string): IndexedCommit | undefined {
    return this.#requests.get(requestId);
  }

  isAncestor(ancestor: string, descendant: string): boolean {
    return this.#ancestry.isAncestor(ancestor, descendant);
  }

  /**
   * The commit that brought a path to the content it has: of several (a merge can take either side) the newest with that content.
   */
  lastCommit(path: string, blobId: string): Commit | undefined {
    const touches = this.#touches.get(path);
    return (touches?.findLast((touch) => touch.change.after === blobId) ?? touches?.at(-1))?.entry.commit;
  }

  /** The commit that added a path, the latest time it was added. */
  firstCommit(path: string): Commit | undefined {
    const touches = this.#touches.get(path);
    return (touches?.findLast(({ change }) => change.before === undefined) ?? touches?.[0])?.entry.commit;
  }

  /** Newest first. `after` is the last commit already seen; an unknown one begins at the newest. */
  history({ path, limit, after }: { path?: string; limit: number; after?: string }): readonly Commit[] {
    const seen = after === undefined ? undefined : this.#positions.get(after);
    if (path === undefined) {
      const end = seen ?? this.#entries.length;
      return this.#entries
        .slice(Math.max(0, end - limit), end)
        .reverse()
        .map((entry) => entry.commit);
    }
    const touches = (this.#touches.get(path) ?? []).map((touch) => touch.entry.commit);
    const older =
      seen === undefined ? touches : touches.filter((commit) => (this.#positions.get(commit.id) ?? 0) < seen);
    return older.slice(-limit).reverse();
  }
}
