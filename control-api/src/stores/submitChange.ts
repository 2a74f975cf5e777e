import { PullRequestsUnavailableError } from "../git/errors.ts";
import type { PullRequest } from "../git/proposals.ts";
import type { Change, Commit } from "../git/storesRepository.ts";
import type { ChangeMode, Requester } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";

/** What became of a change: a commit on the branch, or a pull request that waits for somebody to merge it. */
export type Submitted =
  | { readonly commit: Commit; readonly pullRequest?: undefined }
  | { readonly pullRequest: PullRequest; readonly commit?: undefined };

/**
 * Commits a change, or proposes it, as the caller or else the platform's settings want it.
 * @throws PullRequestsUnavailableError, and the errors of `StoresRepository.commit`.
 */
export async function submitChange(
  { repository, proposals, changeMode = "direct" }: StoresContext,
  by: Requester,
  change: Change,
): Promise<Submitted> {
  const mode: ChangeMode = by.mode ?? changeMode;
  if (mode === "direct") return { commit: (await repository.commit(change)).commit };
  if (!proposals)
    throw new PullRequestsUnavailableError(
      'This platform\'s Git server has no pull requests: leave out "mode", or send "direct".',
    );
  const result = await proposals.propose(change);
  return result.kind === "committed" ? { commit: result.commit } : { pullRequest: result.pullRequest };
}
