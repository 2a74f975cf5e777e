import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { GitCommandError, gitEnvironment } from "../git-server/gitProcess.ts";

const run = promisify(execFile);

/** The platform's own commits are told from people's by this name. */
const identity = {
  GIT_AUTHOR_NAME: "Storeplane",
  GIT_AUTHOR_EMAIL: "storeplane@localhost",
  GIT_COMMITTER_NAME: "Storeplane",
  GIT_COMMITTER_EMAIL: "storeplane@localhost",
};

/**
 * Standard output of a Git command run in a folder, with the platform's identity and nobody's settings.
 * @throws GitCommandError when it fails or takes longer than a minute.
 */
export async function workTreeGit(folder: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run("git", args, {
      cwd: folder,
      env: gitEnvironment(identity),
      timeout: 60_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    throw new GitCommandError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Commits everything in the work tree; false when there is nothing to commit. */
export async function commitAll(workTree: string, subject: string): Promise<boolean> {
  await workTreeGit(workTree, ["add", "--all", "--force"]);
  if ((await workTreeGit(workTree, ["status", "--porcelain"])) === "") return false;
  await workTreeGit(workTree, ["commit", "--quiet", `--message=${subject}`]);
  return true;
}
