import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";

/** A platform engineer's clone of the stores repository. */
export interface StoresCheckout {
  readonly folder: string;
  read(path: string): Promise<string>;
  /** Writes one file of the work tree, or removes it where the text is undefined. */
  write(path: string, text: string | undefined): Promise<void>;
  /** Commits the whole work tree; returns the commit's id. */
  commit(message: string): Promise<string>;
  /** Writes (or removes) one file, commits and pushes it; returns the commit's id. */
  push(path: string, text: string | undefined, message: string): Promise<string>;
  /** Pushes what is committed, on top of what others pushed; returns the commit's id. */
  publish(): Promise<string>;
  /** `git revert` of the commit, pushed; returns the new commit's id. */
  revert(commit: string): Promise<string>;
  /** Subjects and trailers of the history, newest first, as `git log` prints them. */
  log(): Promise<string>;
  pull(): Promise<void>;
  remove(): Promise<void>;
}

const identity = {
  GIT_AUTHOR_NAME: "Paula Platform",
  GIT_AUTHOR_EMAIL: "paula@example.com",
  GIT_COMMITTER_NAME: "Paula Platform",
  GIT_COMMITTER_EMAIL: "paula@example.com",
};

export async function cloneStores(gitUrl: string): Promise<StoresCheckout> {
  const folder = await mkdtemp(join(tmpdir(), "storeplane-e2e-"));
  const git = async (...args: string[]): Promise<string> =>
    (await execa("git", args, { cwd: folder, env: identity, timeout: 30_000 })).stdout;
  await git("clone", "--quiet", gitUrl, ".");

  const pushHead = async (): Promise<string> => {
    await git("pull", "--quiet", "--rebase");
    await git("push", "--quiet");
    return git("rev-parse", "HEAD");
  };

  const write = async (path: string, text: string | undefined): Promise<void> => {
    const file = join(folder, path);
    if (text === undefined) return rm(file);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };

  const commit = async (message: string): Promise<string> => {
    await git("add", "--all");
    await git("commit", "--quiet", "-m", message);
    return git("rev-parse", "HEAD");
  };

  return {
    folder,
    read: (path) => readFile(join(folder, path), "utf8"),
    write,
    commit,
    async push(path, text, message) {
      await git("pull", "--quiet", "--rebase");
      await write(path, text);
      await commit(message);
      return pushHead();
    },
    publish: pushHead,
    async revert(commit) {
      await git("pull", "--quiet", "--rebase");
      await git("revert", "--no-edit", commit);
      return pushHead();
    },
    log: () => git("log", "--format=%h %an%n    %s%n%(trailers:unfold,keyonly=false)"),
    async pull() {
      await git("pull", "--quiet", "--rebase");
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
