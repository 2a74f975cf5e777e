import { runGit } from "@storeplane/control-api/git/gitProcess.ts";

/** The platform's own commits are told from people's by this name. */
const identity = {
  GIT_AUTHOR_NAME: "Storeplane",
  GIT_AUTHOR_EMAIL: "storeplane@localhost",
  GIT_COMMITTER_NAME: "Storeplane",
  GIT_COMMITTER_EMAIL: "storeplane@localhost",
};

/**
 * Standard output of a Git command run in a folder, with the platform's identity and nobody's settings.
 * @throws GitProcessError when it fails or takes longer than a minute.
 */
export async function workTreeGit(folder: string, args: readonly string[]): Promise<string> {
  return (await runGit(args, { folder, environment: identity, limitMs: 60_000 })).toString();
}

/** Commits everything in the work tree; false when there is nothing to commit. */
export async function commitAll(workTree: string, subject: string): Promise<boolean> {
  await workTreeGit(workTree, ["add", "--all", "--force"]);
  if ((await workTreeGit(workTree, ["status", "--porcelain"])) === "") return false;
  await workTreeGit(workTree, ["commit", "--quiet", `--message=${subject}`]);
  return true;
}
