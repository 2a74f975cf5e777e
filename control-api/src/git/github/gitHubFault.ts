import { z } from "zod";
import {
  ChangeRefusedError,
  classifyGitHubAnswer,
  type GitHubAnswer,
  GitUnavailableError,
  type Rejection,
} from "../errors.ts";
import { NoAnswerError } from "../gitConnection.ts";

/** What is used of an error of the client; without a response nothing came back. */
const requestError = z.object({
  status: z.number(),
  message: z.string(),
  response: z
    .object({
      headers: z.record(z.string(), z.union([z.string(), z.number()]).optional()),
      data: z.unknown(),
    })
    .optional(),
});

const explanation = z.object({
  message: z.string(),
  errors: z.array(z.union([z.string(), z.object({ message: z.string() })])).catch([]),
});

/** The answer that an error of the client is about; undefined when there was none. */
export function answerOf(error: unknown): GitHubAnswer | undefined {
  const { response, status, message } = requestError.safeParse(error).data ?? {};
  if (!response || status === undefined) return undefined;
  const said = explanation.safeParse(response.data).data;
  const details = said?.errors.map((detail) => (typeof detail === "string" ? detail : detail.message)) ?? [];
  return { status, headers: response.headers, message: said ? [said.message, ...details].join(": ") : (message ?? "") };
}

/**
 * What an answer that is no success means for a push.
 * @throws NoAnswerError when none came or a gateway gave it, so that the outcome isn't known; what is no answer of GitHub's at all
 */
export function rejectionOf(error: unknown): Rejection {
  const answer = answerOf(error);
  if (answer && answer.status < 500) return classifyGitHubAnswer(answer, Date.now());
  if (answer || requestError.safeParse(error).success) {
    const why = answer ? `answered ${answer.status}` : `gave no answer: ${error instanceof Error ? error.message : ""}`;
    throw new NoAnswerError(`GitHub ${why}`, true, { cause: error });
  }
  if (error instanceof Error && error.name === "AbortError") {
    throw new NoAnswerError("GitHub gave no answer in time", true, { cause: error });
  }
  throw error;
}

/** The error for a request that changes nothing when it fails. Errors of ours pass as they are. */
export function faultOf(error: unknown): unknown {
  let rejection: Rejection;
  try {
    rejection = rejectionOf(error);
  } catch (reason) {
    return reason instanceof NoAnswerError
      ? new GitUnavailableError(`${reason.message}; try again`, { cause: reason })
      : reason;
  }
  if (rejection.kind === "refused") return new ChangeRefusedError(rejection.reasons, rejection.remedy);
  if (rejection.kind === "stale")
    return new GitUnavailableError("somebody else was quicker; try again", { cause: error });
  return new GitUnavailableError(rejection.reason, { cause: error, retryAfter: rejection.retryAfter });
}
