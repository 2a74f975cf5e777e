/** The one place that turns errors into problems. */
import { ClusterUnavailableError } from "../argo/argoCd.ts";
import { UnknownClusterError } from "../argo/clusterSecret.ts";
import { BackupsUnavailableError } from "../backups/restic.ts";
import { DatabaseUnavailableError } from "../db/errors.ts";
import {
  ChangeRefusedError,
  GitUnavailableError,
  IdempotencyKeyReusedError,
  NothingToCommitError,
  PreconditionFailedError,
  PullRequestsUnavailableError,
  RevertConflictError,
  UnknownCommitError,
} from "../git/errors.ts";
import {
  BackupNotFoundError,
  BackupsOffError,
  CredentialsNotReadyError,
  InvalidChangeError,
  InvalidCursorError,
  LimitReachedError,
  NameTakenError,
  NoSuchPodError,
  StoreNotFoundError,
  SyncBusyError,
  UndoConflictError,
  UpgradeBusyError,
  UpgradeNotFoundError,
} from "../stores/errors.ts";
import { ProviderUnavailableError } from "./identity/providerKeys.ts";
import { Problem } from "./problem.ts";
import { rateLimitHeaders } from "./rateLimitHeaders.ts";

const soon = { "Retry-After": "2" };

type Kind = new (...given: never[]) => Error;
type Translation = (error: Error) => Problem;

function answer(status: number, slug: string, title: string, headers?: Record<string, string>): Translation {
  return (error) => new Problem(status, slug, title, error.message, { cause: error, ...(headers && { headers }) });
}

const translations: readonly (readonly [Kind, Translation])[] = [
  [StoreNotFoundError, answer(404, "not-found", "Not found")],
  [CredentialsNotReadyError, answer(404, "credentials-not-ready", "Not made yet")],
  [SyncBusyError, answer(409, "sync-busy", "Argo CD is busy with it", soon)],
  [UpgradeNotFoundError, answer(404, "not-found", "Not found")],
  [UpgradeBusyError, answer(409, "upgrade-busy", "Not in this state")],
  [InvalidCursorError, answer(400, "invalid-cursor", "Unknown cursor")],
  [NameTakenError, answer(409, "name-taken", "The name is taken")],
  [
    InvalidChangeError,
    (error) =>
      new Problem(422, "invalid-store", "This doesn't make a store", error.message, {
        cause: error,
        ...(error instanceof InvalidChangeError && { errors: error.problems }),
      }),
  ],
  [LimitReachedError, limitProblem],
  [PreconditionFailedError, preconditionProblem],
  [IdempotencyKeyReusedError, answer(422, "idempotency-key-reused", "The Idempotency-Key was used before")],
  [NothingToCommitError, answer(409, "nothing-to-change", "It is like this already")],
  [RevertConflictError, answer(409, "revert-conflict", "Later changes are in the way")],
  [
    UndoConflictError,
    (error) =>
      new Problem(409, "revert-conflict", "Later changes are in the way", error.message, {
        cause: error,
        ...(error instanceof UndoConflictError && { errors: error.problems }),
      }),
  ],
  [UnknownCommitError, answer(404, "not-found", "Not found")],
  [ChangeRefusedError, answer(422, "change-refused", "The repository refuses this change")],
  [PullRequestsUnavailableError, answer(422, "no-pull-requests", "There are no pull requests here")],
  [GitUnavailableError, gitProblem],
  [ProviderUnavailableError, answer(503, "sign-in-unavailable", "Tokens can't be checked now", { "Retry-After": "5" })],
  [DatabaseUnavailableError, answer(503, "database-unavailable", "PostgreSQL doesn't answer", { "Retry-After": "5" })],
  [UnknownClusterError, answer(409, "unknown-cluster", "This cluster can't be reached")],
  [BackupsOffError, answer(422, "no-backups", "There are no backups of it")],
  [BackupNotFoundError, answer(404, "no-such-backup", "Not found")],
  [
    BackupsUnavailableError,
    answer(503, "backups-unavailable", "The backups can't be read now", { "Retry-After": "10" }),
  ],
  [NoSuchPodError, answer(404, "no-such-pod", "Not found")],
  [ClusterUnavailableError, answer(503, "cluster-unavailable", "The cluster doesn't answer", soon)],
];

function gitProblem(error: Error): Problem {
  const after = error instanceof GitUnavailableError ? error.retryAfter : undefined;
  const headers = after === undefined ? soon : { "Retry-After": String(after) };
  return answer(503, "git-unavailable", "The stores repository can't be reached", headers)(error);
}

function preconditionProblem(error: Error): Problem {
  const kind = error instanceof PreconditionFailedError ? error.kind : "present";
  if (kind === "absent") return answer(409, "name-taken", "The name is taken")(error);
  if (kind === "blob") return answer(412, "changed-meanwhile", "Somebody changed it since")(error);
  return answer(404, "not-found", "Not found")(error);
}

function limitProblem(error: Error): Problem {
  const { states, retryAfter } = error instanceof LimitReachedError ? error : { states: [], retryAfter: 60 };
  const name = states.find(({ remaining }) => remaining === 0)?.name ?? "limit";
  return new Problem(429, `${name}-reached`, "That is as much as you may", error.message, {
    cause: error,
    headers: { "Retry-After": String(retryAfter), ...rateLimitHeaders(states) },
  });
}

/** Errors of body-parser and Express carry a status and a type. */
const requestFaults: Readonly<Record<string, Problem>> = {
  "entity.parse.failed": new Problem(
    400,
    "malformed-json",
    "The body isn't JSON",
    "The body can't be read as JSON: check quotes, commas and braces, and send an object.",
  ),
  "entity.too.large": new Problem(413, "too-large", "The body is too large", "Send at most 256 KiB."),
  "encoding.unsupported": new Problem(415, "unsupported-encoding", "Unknown encoding", "Send gzip, deflate or none."),
  "charset.unsupported": new Problem(415, "unsupported-charset", "Unknown character set", "Send UTF-8."),
};

export function unsupportedMediaType(accepted: readonly string[]): Problem {
  return new Problem(
    415,
    "unsupported-media-type",
    "Unknown kind of body",
    `Send a body with Content-Type ${accepted.join(" or ")}.`,
    { headers: { Accept: accepted.join(", ") } },
  );
}

export function methodNotAllowed(allowed: string): Problem {
  return new Problem(405, "method-not-allowed", "Not this method", `This address takes ${allowed}.`, {
    headers: { Allow: allowed },
  });
}

/** The problem that tells a caller about `error`; what isn't known gives nothing away. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  for (const [kind, translate] of translations) if (error instanceof kind) return translate(error);
  const type = error instanceof Error && "type" in error && typeof error.type === "string" ? error.type : "";
  const fault = requestFaults[type];
  if (fault) return fault;
  const status = error instanceof Error && "status" in error ? error.status : undefined;
  if (typeof status === "number" && status >= 400 && status < 500)
    return new Problem(status, "bad-request", "The request can't be used", "Check its address and headers.", {
      cause: error,
    });
  return new Problem(
    500,
    "internal",
    "Something went wrong here",
    "The fault is on this side and in the log under this request's id: try again, or tell an administrator.",
    { cause: error },
  );
}
