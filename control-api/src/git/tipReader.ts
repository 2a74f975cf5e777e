import type { BareClone } from "./bareClone.ts";
import type { NewObject } from "./gitObject.ts";
import { ObjectCache } from "./objectCache.ts";
import { findEntry, folderMode, readTree, type TreeEntry } from "./tree.ts";

/** Trees and small files of the tip are asked for again and again; this many bytes of them stay in memory. */
const cachedBytes = 32 * 1024 * 1024;

/** Reads objects by id, and files and folders of a tree by their path. */
export class TipReader {
  readonly #clone: BareClone;
  readonly #cache = new ObjectCache(cachedBytes);
  /** On the remote, but not in the clone yet. */
  readonly #recent = new Map<string, Buffer>();

  constructor(clone: BareClone) {
    this.#clone = clone;
  }

  /** @throws DamagedCloneError */
  async object(id: string): Promise<Buffer> {
    const known = this.#recent.get(id) ?? this.#cache.get(id);
    if (known) return known;
    const { content } = await this.#clone.read(id);
    this.#cache.set(id, content);
    return content;
  }

  async text(id: string): Promise<string> {
    return (await this.object(id)).toString("utf8");
  }

  async entry(rootTree: string, path: string): Promise<TreeEntry | undefined> {
    let entry: TreeEntry | undefined = { mode: folderMode, name: "", id: rootTree };
    for (const name of path.split("/")) {
      if (entry?.mode !== folderMode) return undefined;
      entry = findEntry(await this.object(entry.id), name);
    }
    return entry;
  }

  async folder(rootTree: string, path: string): Promise<readonly string[]> {
    const entry = await this.entry(rootTree, path);
    return entry?.mode === folderMode ? readTree(await this.object(entry.id)).map(({ name }) => name) : [];
  }

  /** Makes objects readable that were just pushed, until they are in the clone. They are brought there once `before` has ended. */
  async keep(objects: readonly NewObject[], pack: Buffer, tip: string, before: Promise<void>): Promise<void> {
    for (const { id, content } of objects) this.#recent.set(id, content);
    await before;
    // Whoever waits for these commits gets the answer first.
    await new Promise(setImmediate);
    await this.#clone.keep(objects, pack, tip);
    for (const { id, content, type } of objects) {
      this.#recent.delete(id);
      if (type === "tree") this.#cache.set(id, content);
    }
  }

  /** Everything that was pushed has been fetched: what could not be kept is in the clone now. */
  fetched(): void {
    this.#recent.clear();
  }
}
