/** What can go wrong between the control API and Git, and the one place that turns Git's raw words into one of them. */

/** The Git server can't be reached or doesn't do its part. Nothing was changed, unless `outcomeUnknown`. Try again. */
export class GitUnavailableError extends Error {
  override readonly name = "GitUnavailableError";
  /** The server stopped answering after the change was sent, so it may still land: retry with the same Idempotency-Key. */
  readonly outcomeUnknown: boolean;

  constructor(message: string, options: ErrorOptions & { readonly outcomeUnknown?: boolean } = {}) {
    super(message, options);
    this.outcomeUnknown = options.outcomeUnknown ?? false;
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

  constructor(reasons: readonly string[]) {
    super(`the Git server refused the change: ${reasons.join("; ") || "it gave no reason"}`);
    this.reasons = reasons;
  }
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
  | { readonly kind: "refused"; readonly reasons: readonly string[] }
  /** Not the change's fault. */
  | { readonly kind: "unavailable"; readonly reason: string };

// Forges word these differently; a new wording belongs here and in the test.
const staleWords =
  /non-fast-forward|fetch first|stale info|failed to (update|lock)|cannot lock|but expected|already exists|reference .*changed/i;
const refusalWords =
  /hook declined|protected branch|not allowed|prohibited|denied|forbidden|GH0\d\d|unpacker error|fsck|rule/i;
const transientWords = /quota|no space|disk|timed? ?out|too many|rate limit|internal|busy|temporar|try again/i;

/**
 * @param reason what the report says behind `ng <ref>`, or of unpacking
 * @param remoteLines what the server wrote to the person who pushes
 */
export function classifyRejection(reason: string, remoteLines: readonly string[]): Rejection {
  const said = remoteLines.map((line) => line.trim()).filter((line) => line !== "");
  if (/hook declined/i.test(reason)) return { kind: "refused", reasons: said };
  if (staleWords.test(reason) || said.some((line) => /cannot lock ref|but expected/i.test(line)))
    return { kind: "stale" };
  const all = [reason, ...said];
  if (all.some((line) => transientWords.test(line))) return { kind: "unavailable", reason: all.join("; ") };
  if (refusalWords.test(reason)) return { kind: "refused", reasons: said.length > 0 ? said : [reason] };
  return { kind: "unavailable", reason: all.join("; ") };
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
  return new GitUnavailableError(`the Git server answered ${status}. ${said}`);
}
