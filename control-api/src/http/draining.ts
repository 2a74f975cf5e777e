/** How this replica takes its leave: others are told at once, what runs comes to its end, and nobody is left without an answer. */
import type { Request, RequestHandler, Response } from "express";
import { Problem } from "./problem.ts";

export class Draining {
  readonly #waiting = new Set<(problem: Problem) => void>();
  #since: number | undefined;

  /** Epoch milliseconds since when; undefined while nothing is to end. */
  get since(): number | undefined {
    return this.#since;
  }

  /**
   * Calls `listener` when running requests must be answered now, done or not; returns what ends that. No AbortSignal: one that
   * lives as long as the process would keep all that ever listened to it.
   */
  onLastCall(listener: (problem: Problem) => void): () => void {
    this.#waiting.add(listener);
    return () => this.#waiting.delete(listener);
  }

  begin(): void {
    this.#since ??= Date.now();
  }

  hurry(): void {
    for (const listener of this.#waiting)
      listener(
        new Problem(
          503,
          "stopping",
          "This replica stops",
          "It had to stop before this was done. Whether it came to its end isn't known: repeat it with the same Idempotency-Key, or look at the current state.",
          { headers: { "Retry-After": "1" } },
        ),
      );
  }

  /** While draining, callers are asked to come back over another connection, which reaches another replica. */
  middleware(): RequestHandler {
    return (_request: Request, response: Response, next) => {
      if (this.#since !== undefined) response.setHeader("Connection", "close");
      next();
    };
  }
}
