import type { Problem } from "./types.ts";

/** What the API answered instead of a result (RFC 9457), or that it could not be reached (`status` 0). */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options);
    this.name = "ProblemError";
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Reads any failure as a problem; what is not one gets words of ours. */
export function asProblem(failure: unknown): Problem {
  if (failure instanceof ProblemError) return failure.problem;
  if (failure instanceof DOMException && failure.name === "TimeoutError") {
    return { type: "/problems/timeout", title: "The control API took too long to answer. Try again.", status: 0 };
  }
  if (failure instanceof TypeError) {
    return {
      type: "/problems/unreachable",
      title: "The control API can't be reached",
      detail: "Check your connection, or that the platform is up, and try again.",
      status: 0,
    };
  }
  return { type: "about:blank", title: failure instanceof Error ? failure.message : String(failure), status: 0 };
}

/** Narrows an error body to a problem; proxies in between answer with other things. */
export function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "title" in body && typeof body.title === "string";
}

/** What an answer that is no success says of itself. Reads its body. */
export async function detailOf(response: Response): Promise<string> {
  try {
    const body: unknown = await response.json();
    if (isProblem(body)) return body.detail ?? body.title;
  } catch {
    // A proxy's page says nothing that would help.
  }
  return `The control API answered ${response.status}.`;
}
