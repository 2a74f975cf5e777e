import type { Span } from "@opentelemetry/api";
import { currentContext, outsideRequests } from "../observability/requestContext.ts";
import { startSpan } from "../observability/spans.ts";
import { GitUnavailableError } from "./errors.ts";
import type { PublishRequest } from "./publish.ts";
import type { Change, CommitResult } from "./storesRepository.ts";

export interface PublishQueueOptions {
  /** Publishes a batch and settles each of its requests. */
  readonly publish: (batch: readonly PublishRequest[]) => Promise<void>;
  /** Milliseconds until a request is answered, whatever happens. */
  readonly limitMs: number;
}

const mostWaiting = 1000;
/** More at once would make one push slow for all of them. */
const largestBatch = 64;

interface WaitingRequest extends PublishRequest {
  /** In the trace: how long it waits for the push before it. */
  readonly wait: Span;
}

/** Collects changes while a push is under way, so that they share the next one. */
export class PublishQueue {
  readonly #options: PublishQueueOptions;
  readonly #waiting: WaitingRequest[] = [];
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(options: PublishQueueOptions) {
    this.#options = options;
  }

  /** @throws GitUnavailableError and what publishing throws; the reason of the signal when it is aborted before the push. */
  add(change: Change, signal?: AbortSignal): Promise<CommitResult> {
    if (this.#closed) return Promise.reject(new GitUnavailableError("the control API is shutting down"));
    if (this.#waiting.length >= mostWaiting) {
      return Promise.reject(new GitUnavailableError(`${mostWaiting} changes are waiting already; try again`));
    }
    return new Promise((resolve, reject) => {
      const leave = (error: unknown) => {
        const place = this.#waiting.indexOf(request);
        if (place < 0) return;
        this.#waiting.splice(place, 1);
        request.reject(error);
      };
      const aborted = () => leave(signal?.reason);
      const timer = setTimeout(
        () => leave(new GitUnavailableError("the Git server was too slow; nothing was changed; try again")),
        this.#options.limitMs,
      );
      const settle = () => {
        request.settled = true;
        endWait(request);
        clearTimeout(timer);
        signal?.removeEventListener("abort", aborted);
      };
      const request: WaitingRequest = {
        change,
        inContext: currentContext(),
        wait: startSpan("wait for the push before"),
        deadline: Date.now() + this.#options.limitMs,
        made: new Set(),
        settled: false,
        resolve: (result) => {
          settle();
          resolve(result);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      this.#waiting.push(request);
      signal?.addEventListener("abort", aborted);
      if (signal?.aborted) aborted();
      // The batch is nobody's own: it may hold others' changes.
      this.#running ??= outsideRequests(() => this.#drain());
    });
  }

  async #drain(): Promise<void> {
    // Requests that arrive in the same turn of the event loop go together.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, largestBatch);
      for (const request of batch) endWait(request);
      await this.#options.publish(batch);
    }
    this.#running = undefined;
  }

  /** Takes nothing more; waits for what is being published and turns the rest away. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const request of this.#waiting.splice(0)) {
      request.reject(new GitUnavailableError("the control API is shutting down; nothing was changed"));
    }
    await this.#running;
  }
}

function endWait({ wait }: WaitingRequest): void {
  if (wait.isRecording()) wait.end();
}
