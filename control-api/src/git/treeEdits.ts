import { PreconditionFailedError } from "./errors.ts";
import { type NewObject, newObject } from "./gitObject.ts";
import { fileMode, findEntry, folderMode, withEntry } from "./tree.ts";

/** Content of a tree by its id. */
export type ReadTree = (id: string) => Promise<Buffer>;

export interface EditedFile {
  readonly path: string;
  /** Undefined removes the file. */
  readonly blob: NewObject | undefined;
}

const emptyTree = newObject("tree", Buffer.alloc(0));

/**
 * The root tree after some files were written or removed, and the trees that are new by that: only the folders above the files.
 * Folders that became empty are gone.
 * @throws PreconditionFailedError when a file is where a folder is needed, or a folder where a file is.
 */
export async function editTree(
  root: string,
  files: readonly EditedFile[],
  readTree: ReadTree,
): Promise<{ readonly root: string; readonly trees: readonly NewObject[] }> {
  const trees: NewObject[] = [];
  const edited = await editFolder(root, "", files, readTree, trees);
  if (edited !== undefined) return { root: edited, trees };
  trees.push(emptyTree);
  return { root: emptyTree.id, trees };
}

async function editFolder(
  id: string | undefined,
  prefix: string,
  files: readonly EditedFile[],
  readTree: ReadTree,
  trees: NewObject[],
): Promise<string | undefined> {
  const before = id === undefined ? Buffer.alloc(0) : await readTree(id);
  let after = before;
  const inFolders = new Map<string, EditedFile[]>();
  for (const file of files) {
    const [name = "", ...rest] = file.path.slice(prefix.length).split("/");
    if (rest.length > 0) inFolders.set(name, [...(inFolders.get(name) ?? []), file]);
    else {
      const existing = findEntry(after, name);
      if (existing?.mode === folderMode) throw new PreconditionFailedError(file.path, "absent", undefined);
      after = withEntry(after, name, existing?.mode ?? fileMode, file.blob?.id);
    }
  }
  for (const [name, inside] of inFolders) {
    const existing = findEntry(after, name);
    if (existing && existing.mode !== folderMode) {
      throw new PreconditionFailedError(`${prefix}${name}`, "absent", existing.id);
    }
    const folder = await editFolder(existing?.id, `${prefix}${name}/`, inside, readTree, trees);
    if (folder !== existing?.id) after = withEntry(after, name, folderMode, folder);
  }
  if (after.length === 0) return undefined;
  if (id !== undefined && after.equals(before)) return id;
  const tree = newObject("tree", after, id === undefined ? undefined : { id, content: before });
  trees.push(tree);
  return tree.id;
}
