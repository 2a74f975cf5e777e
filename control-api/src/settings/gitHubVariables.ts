/** Settings of how changes reach the stores repository: which kind of Git server, and how on GitHub. */
import { z } from "zod";
import { list, text, url, variable, wholeNumber } from "./variable.ts";

export const gitHubVariables = {
  GIT_PROVIDER: variable(
    "Kind of Git server: `git` pushes over smart HTTP, `github` uses GitHub's API and has pull requests.",
    z.enum(["git", "github"]).default("git"),
    "set git or github",
  ),
  CHANGE_MODE: variable(
    "How changes are made unless a request says otherwise: a commit at once, or a pull request for people to merge.",
    z.enum(["direct", "pull-request"]).default("direct"),
    "set direct or pull-request",
  ),
  GITHUB_API_URL: variable(
    "Root of GitHub's REST API; derived from GIT_URL when left out.",
    url(["http:", "https:"]).optional(),
    "set e.g. https://github.example.com/api/v3 or leave it out",
  ),
  GITHUB_TOKEN: variable(
    "Fine-grained personal access token for the stores repository.",
    text.optional(),
    "set one, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY_FILE",
  ),
  GITHUB_APP_ID: variable(
    "Id of the GitHub App that is installed on the stores repository.",
    z.string().regex(/^\d+$/, "must be a number").optional(),
    "set the App's id from its settings page, or leave it out",
  ),
  GITHUB_APP_PRIVATE_KEY_FILE: variable(
    "File with the GitHub App's private key (PEM).",
    text.optional(),
    "set the path of the key that the App's settings page made, or leave it out",
  ),
  GITHUB_WEBHOOK_SECRET: variable(
    "Secret that GitHub signs its webhooks with; without one none is taken.",
    z.string().min(16, "must have at least 16 characters").optional(),
    "set a random text, e.g. of openssl rand -hex 32, here and in the webhook's settings",
  ),
  GITHUB_PUSH_INTERVAL_SECONDS: variable(
    "Least time between two updates of branches on GitHub, in seconds: a change waits at most so long for its turn.",
    wholeNumber(10, 0, 20),
    "set 10 for the six a minute that GitHub recommends",
  ),
  GITHUB_PULL_REQUEST_LABELS: variable(
    "Labels of pull requests, with commas between.",
    list("storeplane", (label) => label.length <= 50, "must be labels of at most 50 characters with commas between"),
    "set e.g. storeplane",
  ),
  GITHUB_AUTO_MERGE: variable(
    "Whether and how GitHub merges pull requests by itself once the branch's rules are met.",
    z.enum(["off", "merge", "squash", "rebase"]).default("off"),
    "set off, merge, squash or rebase",
  ),
} as const;

/** Faults that only show when settings are seen together. */
export function gitHubFaults(values: Readonly<Record<string, unknown>>): string[] {
  if (values.GIT_PROVIDER !== "github") {
    return values.CHANGE_MODE === "pull-request"
      ? ["CHANGE_MODE=pull-request needs pull requests. Mend it: set GIT_PROVIDER=github, or CHANGE_MODE=direct."]
      : [];
  }
  const [id, key] = [values.GITHUB_APP_ID, values.GITHUB_APP_PRIVATE_KEY_FILE];
  if ((id === undefined) !== (key === undefined)) {
    return ["GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY_FILE belong together. Mend it: set both, or neither."];
  }
  if ((id === undefined) === (values.GITHUB_TOKEN === undefined)) {
    return ["GIT_PROVIDER=github needs one login. Mend it: set either GITHUB_TOKEN, or GITHUB_APP_ID and its key."];
  }
  return [];
}
