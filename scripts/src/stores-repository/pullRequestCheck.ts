/**
 * The validator as a command for pull requests and for people, bundled into every stores repository:
 * `node .storeplane/validate.mjs [base] [head]`. Without a base it takes where HEAD left origin's branch.
 * Exit code 0 means fine, 1 that there are problems, 2 that it could not check.
 */
import { type ValidationProblem, validateChange } from "@storeplane/control-api/validation";
import { git } from "../git-server/gitProcess.ts";
import { problemsOfPush } from "../git-server/pushedChange.ts";
import { refusalLines } from "../git-server/refusal.ts";

async function main(): Promise<number> {
  const repository = process.env.GIT_DIR ?? ".git";
  const commitOf = async (name: string) =>
    (await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`], { repository })).trim();
  const [base, head = "HEAD"] = process.argv.slice(2);
  const after = await commitOf(head);
  const before = base ? await commitOf(base) : await whereItBranched(repository, after);
  const problems = await problemsOfPush(
    { before, after, ref: head },
    { repository, environment: {}, validate: validateChange, limitMs: 120_000 },
  );
  if (problems.length === 0) {
    console.log(`All fine in what ${after.slice(0, 8)} changes against ${before.slice(0, 8)}.`);
    return 0;
  }
  console.error(refusalLines(problems).join("\n"));
  if (process.env.GITHUB_ACTIONS === "true") for (const problem of problems) console.log(annotation(problem));
  return 1;
}

async function whereItBranched(repository: string, head: string): Promise<string> {
  const upstream = await git(["merge-base", "origin/HEAD", head], { repository });
  return upstream.trim();
}

/** Shown by GitHub beside the file: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function annotation({ path, pointer, message }: ValidationProblem): string {
  const escaped = (text: string) => text.replace(/[%\r\n]/g, (char) => encodeURIComponent(char));
  const property = escaped(path).replaceAll(":", "%3A").replaceAll(",", "%2C");
  return `::error file=${property}::${escaped(pointer ? `${pointer} ${message}` : message)}`;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`Could not check: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
