import { git } from "./gitProcess.ts";
import { noCommit, parseRawDiff } from "./pushedChange.ts";

/** A move of the branch, as a GitHub "push" event tells it: the form that Argo CD's webhooks understand. */
export interface PushEvent {
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly repository: { readonly html_url: string; readonly default_branch: string };
  readonly commits: readonly {
    readonly id: string;
    readonly added: readonly string[];
    readonly modified: readonly string[];
    readonly removed: readonly string[];
  }[];
}

/** Above this Argo CD is told no paths, which refreshes every Application: right, and cheaper than reading a huge request. */
const mostPaths = 10_000;

/**
 * The event for a move of the branch from `before` (`noCommit` for a new one) to `after`. All commits between them are told as
 * one, since Argo CD only asks which paths changed.
 * @throws GitProcessError when Git can't tell what changed.
 */
export async function pushEvent(
  move: { readonly before: string; readonly after: string },
  options: { readonly repository: string; readonly branch: string; readonly url: string },
): Promise<PushEvent> {
  const { repository, branch, url } = options;
  const event = {
    ref: `refs/heads/${branch}`,
    ...move,
    repository: { html_url: url.replace(/\.git$/, ""), default_branch: branch },
  };
  if (move.before === noCommit) return { ...event, commits: [] };
  const diff = await git(["diff-tree", "-r", "--raw", "-z", "--no-renames", move.before, move.after, "--"], {
    repository,
  });
  const changes = parseRawDiff(diff);
  if (changes.length > mostPaths) return { ...event, commits: [] };
  const isNothing = (id: string) => /^0+$/.test(id);
  const pathsOf = (kind: (change: (typeof changes)[number]) => boolean) => changes.filter(kind).map(({ path }) => path);
  return {
    ...event,
    commits: [
      {
        id: move.after,
        added: pathsOf((change) => isNothing(change.blobBefore)),
        removed: pathsOf((change) => isNothing(change.blobAfter)),
        modified: pathsOf((change) => !isNothing(change.blobBefore) && !isNothing(change.blobAfter)),
      },
    ],
  };
}
