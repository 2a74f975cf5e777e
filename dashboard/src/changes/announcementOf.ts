import type { Commit, PullRequest } from "../api/types.ts";

/** What the API answers to a change: it is committed, or it waits in a pull request. */
export type Changed = { readonly commit: Commit } | { readonly pullRequest: PullRequest };

/** What people are told of it: `done` where it is done. */
export function announcementOf(changed: Changed, done: { readonly title: string; readonly detail?: string }) {
  if ("commit" in changed) return { ...done, commitId: changed.commit.id };
  const { number } = changed.pullRequest;
  return { title: `Pull request #${number} is open`, detail: "Nothing changes until somebody merges it." };
}
