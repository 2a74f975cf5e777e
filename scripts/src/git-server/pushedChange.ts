import { GitProcessError } from "@storeplane/control-api/git/gitProcess.ts";
import type { ChangedFile, ProposedChange, ValidationProblem } from "@storeplane/control-api/validation";
import { type BlobReader, openBlobReader } from "./blobReader.ts";
import { type GitOptions, git } from "./gitProcess.ts";

/** The shared validator. It judges what changed and may read the rest of the tree as it will be. */
export type ValidateChange = (change: ProposedChange) => Promise<ValidationProblem[]>;

export interface RefUpdate {
  readonly before: string;
  readonly after: string;
  readonly ref: string;
}

export const noCommit = "0".repeat(40);
/** Git knows this tree without having it. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** Room for a release of a few charts and a few thousand stores in one push; more belongs into several. */
const mostChangedFiles = 5_000;

export interface RawChange {
  readonly path: string;
  readonly modeAfter: string;
  readonly blobBefore: string;
  readonly blobAfter: string;
}

/** Parses `git diff-tree -r --raw -z --no-renames`: `:mode mode blob blob status NUL path NUL`. */
export function parseRawDiff(output: string): RawChange[] {
  const fields = output.split("\0");
  const changes: RawChange[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [, modeAfter, blobBefore, blobAfter] = (fields[i] ?? "").split(" ");
    const path = fields[i + 1];
    if (modeAfter && blobBefore && blobAfter && path) changes.push({ path, modeAfter, blobBefore, blobAfter });
  }
  return changes;
}

/**
 * Asks the validator about the difference between the two commits of a push, which may still be in quarantine:
 * `environment` holds Git's quarantine variables.
 * @throws GitProcessError when Git can't tell the difference within the time limit.
 */
export async function problemsOfPush(
  update: RefUpdate,
  options: {
    readonly repository: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly validate: ValidateChange;
    /** Milliseconds. */
    readonly limitMs: number;
  },
): Promise<ValidationProblem[]> {
  // Both processes start at once: on the way from push to answer a few milliseconds count.
  const reader = openBlobReader(options);
  try {
    const before = update.before === noCommit ? emptyTree : update.before;
    const diff = await git(["diff-tree", "-r", "--raw", "-z", "--no-renames", before, update.after, "--"], options);
    const raw = parseRawDiff(diff);
    if (raw.length > mostChangedFiles) {
      const message = `${raw.length} files changed in one push; push at most ${mostChangedFiles} at a time`;
      return [{ path: "", message }];
    }
    const problems = raw.flatMap(problemOfMode);
    if (problems.length > 0) return problems;
    return await options.validate({
      readFile: (path) => reader.read(`${update.after}:${path}`),
      async readFirst(path) {
        if (update.before === noCommit) return undefined;
        const added = await git(
          ["log", "-1", "--diff-filter=A", "--no-renames", "--format=%H", update.before, "--", path],
          options,
        );
        return added.trim() === "" ? undefined : await reader.read(`${added.trim()}:${path}`);
      },
      findStores: (texts) => storesHolding(texts, update.after, options),
      changed: await Promise.all(raw.map((change) => readChange(change, reader))),
    });
  } finally {
    reader.close();
  }
}

/** Values files of a commit that hold one of these texts. */
async function storesHolding(texts: readonly string[], commit: string, options: GitOptions): Promise<string[]> {
  const patterns = texts.flatMap((text) => ["-e", text]);
  try {
    const found = await git(
      ["grep", "--files-with-matches", "-z", "--fixed-strings", ...patterns, commit, "--", "stores/"],
      options,
    );
    return found.split("\0").flatMap((line) => (line === "" ? [] : [line.slice(commit.length + 1)]));
  } catch (error) {
    const nothingFound = error instanceof GitProcessError && error.exitCode === 1;
    if (nothingFound) return [];
    throw error;
  }
}

/** A symbolic link or submodule would have Argo CD read files that were never reviewed here. */
function problemOfMode({ path, modeAfter }: RawChange): ValidationProblem[] {
  if (["000000", "100644", "100755"].includes(modeAfter)) return [];
  const kind =
    modeAfter === "120000" ? "a symbolic link" : modeAfter === "160000" ? "a submodule" : `of mode ${modeAfter}`;
  return [{ path, message: `is ${kind}; commit the file itself instead` }];
}

async function readChange(change: RawChange, reader: BlobReader): Promise<ChangedFile> {
  const [before, after] = await Promise.all(
    [change.blobBefore, change.blobAfter].map((id) => (/^0+$/.test(id) ? undefined : reader.read(id))),
  );
  return { path: change.path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
