import { GitUnavailableError } from "../errors.ts";
import type { FileChange } from "../rawDiff.ts";
import type { StagedCommits } from "../stagedCommits.ts";
import { fileMode, findEntry } from "../tree.ts";
import { type GitHubClient, within } from "./gitHubClient.ts";

/** GitHub made another object of the same parts, so that our signature wouldn't hold. */
export class AlteredObjectError extends GitUnavailableError {
  constructor(kind: "tree" | "commit", wanted: string, made: string) {
    super(`GitHub made the ${kind} ${made} of what is ${wanted} here; nothing was changed`);
  }
}

type Mode = "100644" | "100755" | "120000";

/**
 * Brings staged commits to GitHub, where no branch shows them yet: a tree (which brings its files) and a commit for each. They are
 * the very same objects as here, signature included.
 * @throws AlteredObjectError, and the client's errors
 */
export async function uploadCommits(
  { octokit, repository }: GitHubClient,
  staged: StagedCommits,
  limitMs: number,
): Promise<void> {
  const request = within(limitMs);
  let base = staged.base.rootTree;
  for (const { commit, tree, changes } of staged.commits) {
    if (tree !== base) {
      const { data } = await octokit.rest.git.createTree({
        ...repository,
        base_tree: base,
        tree: changes.map((change) => treeEntry(change, tree, staged)),
        request,
      });
      if (data.sha !== tree) throw new AlteredObjectError("tree", tree, data.sha);
      base = tree;
    }
    const { data } = await octokit.rest.git.createCommit({
      ...repository,
      ...commitParts(commit.id, staged),
      tree,
      request,
    });
    if (data.sha !== commit.id) throw new AlteredObjectError("commit", commit.id, data.sha);
  }
}

function treeEntry({ path, after }: FileChange, rootTree: string, staged: StagedCommits) {
  const entry = { path, type: "blob", mode: modeOf(path, rootTree, staged) } as const;
  if (after === undefined) return { ...entry, sha: null };
  const content = staged.texts.get(after);
  return content === undefined ? { ...entry, sha: after } : { ...entry, content };
}

/** The mode that a file has in a staged tree: all trees above it are new, so they are at hand. */
function modeOf(path: string, rootTree: string, staged: StagedCommits): Mode {
  let id: string | undefined = rootTree;
  let mode: string | undefined;
  for (const name of path.split("/")) {
    const tree = staged.objects.find((object) => object.id === id);
    const entry: { id: string; mode: string } | undefined = tree && findEntry(tree.content, name);
    id = entry?.id;
    mode = entry?.mode;
  }
  return mode === "100755" || mode === "120000" ? mode : fileMode;
}

/** The parts of a commit object, from its own text. */
function commitParts(id: string, staged: StagedCommits) {
  const text = staged.objects.find((object) => object.id === id)?.content.toString("utf8") ?? "";
  const headEnd = text.indexOf("\n\n");
  const headers = text.slice(0, headEnd).replace(/\n /g, "\u0000").split("\n");
  const header = (name: string) => headers.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? "";
  return {
    message: text.slice(headEnd + 2),
    parents: [header("parent")],
    author: personAt(header("author")),
    committer: personAt(header("committer")),
    signature: header("gpgsig").replaceAll("\u0000", "\n"),
  };
}

function personAt(line: string): { name: string; email: string; date: string } {
  const [, name = "", email = "", seconds = "0"] = /^(.*) <(.*)> (\d+) \+0000$/.exec(line) ?? [];
  return { name, email, date: new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z") };
}
