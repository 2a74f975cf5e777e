import type { Logger } from "pino";
import type { Config } from "../config.ts";
import type { Proposals } from "../git/proposals.ts";
import { outsideRequests } from "../observability/requestContext.ts";
import type { Polling } from "../stores/polledRepository.ts";
import { type GitHubWebhook, gitHubWebhook } from "./gitHubWebhook.ts";

/** Webhooks of GitHub set off a look at what they are about; undefined where none are taken. */
export function openGitHubWebhook(
  { GITHUB_WEBHOOK_SECRET: secret, GIT_BRANCH: branch }: Config,
  proposals: Proposals | undefined,
  fetching: Polling,
  log: Logger,
): GitHubWebhook | undefined {
  if (secret === undefined || !proposals) return undefined;
  return gitHubWebhook({
    secret,
    branch,
    onPush: (tip) => outsideRequests(() => fetching.now(tip)),
    onPullRequest: (number) =>
      outsideRequests(() => {
        proposals
          .refresh(undefined, number)
          .catch((error: unknown) => log.warn({ err: error, pullRequest: number }, "A pull request can't be read"));
      }),
  });
}
