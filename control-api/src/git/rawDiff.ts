/** What Git prints with `--raw -z --no-abbrev --no-renames`. */
import { noObject } from "./gitObject.ts";

/** A missing side means that the file was not or is not there. */
export interface FileChange {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

export interface LoggedCommit {
  readonly id: string;
  readonly changes: readonly FileChange[];
}

/** Marks a commit's line in the output of `git log --format=%x01%H`. */
const mark = "\u0001";
export const logFormat = "--format=%x01%H";

/** Commits and what each changed, in the order of the output. Merges (`-c`) list only what differs from all their parents. */
export function parseLog(output: string): LoggedCommit[] {
  const commits: { id: string; changes: FileChange[] }[] = [];
  const fields = output.split("\0");
  for (let at = 0; at < fields.length; at += 1) {
    const field = (fields[at] ?? "").replace(/^\n+/, "");
    if (field.startsWith(mark)) commits.push({ id: field.slice(1), changes: [] });
    else if (field.startsWith(":")) {
      at += 1;
      commits.at(-1)?.changes.push(changeOf(field, fields[at] ?? ""));
    }
  }
  return commits;
}

/** Output of `git diff-tree -r -z`. */
export function parseDiff(output: string): FileChange[] {
  return parseLog(`${mark}\0${output}`)[0]?.changes.slice() ?? [];
}

/**
 * `:<mode> <mode> <id> <id> <status>`; with n parents n colons, n + 1 modes and n + 1 ids. A submodule is no file: its id names
 * a commit of another repository.
 */
function changeOf(meta: string, path: string): FileChange {
  const parents = meta.lastIndexOf(":") + 1;
  const words = meta.slice(parents).split(" ");
  const fileAt = (side: number) => {
    const id = words[parents + 1 + side];
    return id === undefined || id === noObject || words[side] === submoduleMode ? undefined : id;
  };
  const before = fileAt(0);
  const after = fileAt(parents);
  return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

const submoduleMode = "160000";
