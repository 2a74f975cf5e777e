/** What can go wrong between the control API and Git, and the one place that turns Git's raw words into one of them. */

/** The Git server can't be reached or doesn't do its part. Nothing was changed, unless `outcomeUnknown`. Try again. */
export class GitUnavailableError extends Error {
  override readonly name = "GitUnavailableError";
  /** The server stopped answering after the change was sent, so it may still land: retry with the same Idempotency-Key. */
  readonly outcomeUnknown: boolean;
  /** Seconds after which a retry has a chance, where that is known. */
  readonly retryAfter: number | undefined;

  constructor(
    message: string,
    options: ErrorOptions & { readonly outcomeUnknown?: boolean; readonly retryAfter?: number | undefined } = {},
  ) {
    super(message, options);
    this.outcomeUnknown = options.outcomeUnknown ?? false;
    this.retryAfter = options.retryAfter;
  }
}

/** The file isn't (or is no longer) what the change was made for. */
export class PreconditionFailedError extends Error {
  override readonly name = "PreconditionFailedError";
  readonly path: string;
  readonly kind: "absent" | "present" | "blob";
  /** Id of the content that is there now; undefined when the file is absent. */
  readonly currentBlobId: string | undefined;

  constructor(path: string, kind: "absent" | "present" | "blob", currentBlobId: string | undefined) {
    const state = { absent: "exists already", present: "does not exist", blob: "has changed meanwhile" }[kind];
    super(`${path} ${state}; look at its current state and try again`);
    this.path = path;
    this.kind = kind;
    this.currentBlobId = currentBlobId;
  }
}

/** The Idempotency-Key belongs to an earlier request with another body. */
export class IdempotencyKeyReusedError extends Error {
  override readonly name = "IdempotencyKeyReusedError";
  /** The commit that the key was used for. */
  readonly commitId: string;

  constructor(commitId: string) {
    super("this Idempotency-Key was used for a request with another body; send a new key with a new request");
    this.commitId = commitId;
  }
}

/** The change asks for what is there already. */
export class NothingToCommitError extends Error {
  override readonly name = "NothingToCommitError";
}

/** The commit can't be undone by itself because later commits changed the same; `path` is the file they meet in. */
export class RevertConflictError extends Error {
  override readonly name = "RevertConflictError";
  readonly path: string;

  constructor(path: string, why: string) {
    super(`${path}: ${why}`);
    this.path = path;
  }
}

/** No commit of the branch has this id. */
export class UnknownCommitError extends Error {
  override readonly name = "UnknownCommitError";

  constructor(commitId: string) {
    super(`no commit ${commitId} in the stores repository`);
  }
}

/** The Git server (its hook or a rule of the branch) refused the change for good; `reasons` are its own words. */
export class ChangeRefusedError extends Error {
  override readonly name = "ChangeRefusedError";
  readonly reasons: readonly string[];

  /** @param remedy completes the sentence after a colon or full stop, where one is known */
  constructor(reasons: readonly string[], remedy?: string) {
    const said = reasons.join("; ") || "it gave no reason";
    super(`the Git server refused the change: ${said}${remedy === undefined ? "" : `. ${remedy}`}`);
    this.reasons = reasons;
  }
}

/** This Git server has no pull requests. */
export class PullRequestsUnavailableError extends Error {
  override readonly name = "PullRequestsUnavailableError";
}

/** The clone lacks objects or belongs to another repository: it is made anew. */
export class DamagedCloneError extends Error {
  override readonly name = "DamagedCloneError";
}

/** What a server's answer to a push means for us. */
export type Rejection =
  /** Somebody else pushed first: fetch, apply again, push again. */
  | { readonly kind: "stale" }
  /** For good, in the server's words. */
  | { readonly kind: "refused"; readonly reasons: readonly string[]; readonly remedy?: string }
  /** Not the change's fault. `retryAfter` is in seconds. */
  | { readonly kind: "unavailable"; readonly reason: string; readonly retryAfter?: number };

// Forges word these differently; a new wording belongs here and in the test. Most of them come through a hook, so their own
// lines are looked at before it is believed that the change is at fault: a line of our own hook begins with a path.
const staleReasons =
  /non-fast-forward|fetch first|needs force|stale info|failed to (update|lock)|cannot lock|but expected|already exists|incorrect old value|reference .*changed/i;
const staleLines = /cannot lock ref|is at [0-9a-f]+ but expected/i;
/** The account lacks a permission, whatever the change. */
const accessLines =
  /^(error: )?((GitLab|Gitea|Forgejo): )?(User permission denied for writing|You are not allowed to push code to this project|You can't push code to a read-only|You are not allowed to (download|upload) code|Permission to \S+ denied|Write access to (this )?repository not granted|This repository (was archived|is read-only))/i;
/** The server has no more room for us. */
const quotaLines =
  /has exceeded its size limit|is over the size limit|over its (data )?quota|^(error: )?((Gitea|Forgejo): )?quota exceeded|no space left on device|disk quota exceeded/i;
/** The server stumbled over itself. */
const serverLines =
  /^(error: )?((GitLab|Gitea|Forgejo): )?(internal (api|server|error)|api is not accessible|failed to authorize your git request)|fatal error in commit_refs/i;
const protectionWords =
  /protected branch|(repository )?rule violation|through (a )?pull requests?|permission denied to update branch|GH006|GH013/i;
const refusalReasons =
  /hook declined|push declined|not allowed|prohibited|denied|forbidden|unpacker error|fsck|missing necessary objects/i;
const transientWords =
  /quota|no space|disk|timed? ?out|too many|rate limit|internal|busy|temporar|try again|^failure$/i;

/**
 * @param reason what the report says behind `ng <ref>`, or of unpacking
 * @param remoteLines what the server wrote to the person who pushes
 */
export function classifyRejection(reason: string, remoteLines: readonly string[]): Rejection {
  const said = remoteLines.map((line) => line.trim()).filter((line) => line !== "");
  const says = (words: RegExp) => said.some((line) => words.test(line));
  const all = [reason, ...said].join("; ");
  if (says(accessLines))
    return { kind: "unavailable", reason: `its account may not write there, look at its permissions: ${all}` };
  if (says(quotaLines)) return { kind: "unavailable", reason: `the repository has no room left: ${all}` };
  if (says(serverLines)) return { kind: "unavailable", reason: all };
  if (!/hook declined/i.test(reason) && (staleReasons.test(reason) || says(staleLines))) return { kind: "stale" };
  const protects = protectionWords.test(reason) || says(protectionWords);
  if (protects) return { kind: "refused", reasons: said.length > 0 ? said : [reason], remedy: pullRequestRemedy };
  if (/hook declined/i.test(reason)) return { kind: "refused", reasons: said };
  if (transientWords.test(reason) || says(transientWords)) return { kind: "unavailable", reason: all };
  if (refusalReasons.test(reason)) return { kind: "refused", reasons: said.length > 0 ? said : [reason] };
  return { kind: "unavailable", reason: all };
}

/** An HTTP status that is no success → what it means. */
export function classifyStatus(status: number, body: string): GitUnavailableError {
  const said = body.trim().slice(0, 300);
  if (status === 401 || status === 403) {
    return new GitUnavailableError(
      `the Git server doesn't let the control API in (${status}): check GIT_USERNAME and GIT_PASSWORD. ${said}`,
    );
  }
  if (status === 404) return new GitUnavailableError(`there is no Git repository at GIT_URL (404). ${said}`);
  if (status === 413) {
    return new GitUnavailableError(
      `a proxy before the Git server takes no push of this size (413): raise its limit. ${said}`,
    );
  }
  if (status === 429) return new GitUnavailableError(`the Git server wants fewer requests (429). ${said}`);
  return new GitUnavailableError(`the Git server answered ${status}. ${said}`);
}

/** What GitHub's REST API answered, as far as it tells what went wrong. */
export interface GitHubAnswer {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

const pullRequestRemedy =
  'This branch takes pull requests only: send "mode": "pull-request" with the change, or set CHANGE_MODE=pull-request';
const gitHubProtectionWords =
  /protected branch|rule violation|pull request|approving review|status check|verified signature|code owner/i;
const limitWords = /rate limit|abuse detection/i;
/** What GitHub recommends to wait when it doesn't say. */
const unsaidLimitSeconds = 60;

/** An answer of GitHub that is no success → what it means for us. `now` is in epoch milliseconds. */
export function classifyGitHubAnswer({ status, message, headers }: GitHubAnswer, now: number): Rejection {
  const said = message.replace(/\s+/g, " ").trim();
  const retryAfter = limitSeconds(status, said, headers, now);
  if (retryAfter !== undefined) {
    return { kind: "unavailable", reason: `GitHub wants fewer requests: ${said}`, retryAfter };
  }
  if (status === 422 || status === 409) {
    if (/not a fast.forward|already exists|cannot lock|locked|but expected/i.test(said)) return { kind: "stale" };
    if (/does not exist|repository is empty/i.test(said))
      return { kind: "unavailable", reason: `GitHub says: ${said}` };
  }
  if (gitHubProtectionWords.test(said) && [403, 405, 409, 422].includes(status)) {
    return { kind: "refused", reasons: [said], remedy: pullRequestRemedy };
  }
  if (status === 422) return { kind: "refused", reasons: [said] };
  const mends: Readonly<Record<number, string>> = {
    401: "the token isn't valid: check GITHUB_TOKEN, or GITHUB_APP_ID and its private key",
    403: "the token or App lacks a permission: docs/github.md lists those it needs",
    404: "there is no such repository, or the token or App can't see it: check GIT_URL",
  };
  const mend = mends[status];
  return { kind: "unavailable", reason: `GitHub answered ${status}${mend ? `, ${mend}` : ""}. ${said}` };
}

/** Seconds until GitHub takes requests again; undefined when the answer isn't about too many of them. */
function limitSeconds(status: number, said: string, headers: GitHubAnswer["headers"], now: number): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const after = Number(headers["retry-after"]);
  if (after > 0) return Math.ceil(after);
  if (String(headers["x-ratelimit-remaining"]) === "0") {
    return Math.max(1, Math.ceil(Number(headers["x-ratelimit-reset"]) - now / 1000));
  }
  return status === 429 || limitWords.test(said) ? unsaidLimitSeconds : undefined;
}
