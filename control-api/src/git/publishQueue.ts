import type { Span } from "@opentelemetry/api";
import { currentContext, outsideRequests } from "../observability/requestContext.ts";
import { startSpan } from "../observability/spans.ts";
import { GitUnavailableError } from "./errors.ts";
import type { JoinBatch, PublishRequest } from "./publish.ts";
import type { Change, CommitResult } from "./storesRepository.ts";

/** When the next push may be made. */
export interface Pace {
  /** Milliseconds until somebody who asked now would have a turn. */
  readonly waitMs: number;
  /** Takes the next turn and waits for it. @throws the signal's reason */
  turn(signal: AbortSignal): Promise<void>;
}

export interface PublishQueueOptions {
  /** Publishes a batch, with those who `join` it before it gets through, and settles each of its requests. */
  readonly publish: (batch: readonly PublishRequest[], join: JoinBatch) => Promise<void>;
  /** Milliseconds until a request is answered, whatever happens. */
  readonly limitMs: number;
  /** How far pushes are kept apart; not at all when left out. */
  readonly pace?: Pace | undefined;
  /** More at once would make one push slow for all of them; 64 unless given. */
  readonly largestBatch?: number | undefined;
}

const mostWaiting = 1000;

interface WaitingRequest extends PublishRequest {
  /** In the trace: how long it waits for the push before it. */
  readonly wait: Span;
}

/** Collects changes while a push is under way, so that they share the next one. */
export class PublishQueue {
  readonly #options: PublishQueueOptions;
  readonly #waiting: WaitingRequest[] = [];
  #running: Promise<void> | undefined;
  readonly #closing = new AbortController();

  constructor(options: PublishQueueOptions) {
    this.#options = options;
  }

  /** @throws GitUnavailableError and what publishing throws; the reason of the signal when it is aborted before the push. */
  add(change: Change, signal?: AbortSignal): Promise<CommitResult> {
    if (this.#closing.signal.aborted)
      return Promise.reject(new GitUnavailableError("the control API is shutting down"));
    if (this.#waiting.length >= mostWaiting) {
      return Promise.reject(new GitUnavailableError(`${mostWaiting} changes are waiting already; try again`));
    }
    if (this.#paceMs() > this.#options.limitMs) return Promise.reject(this.#tooSlow());
    return new Promise((resolve, reject) => {
      const leave = (error: unknown) => {
        const place = this.#waiting.indexOf(request);
        if (place < 0) return;
        this.#waiting.splice(place, 1);
        request.reject(error);
      };
      const aborted = () => leave(signal?.reason);
      const timer = setTimeout(() => leave(this.#tooSlow()), this.#options.limitMs);
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
      await this.#options.pace?.turn(this.#closing.signal).catch(() => undefined);
      const batch = this.#take(0);
      // Those who waited may all have given up.
      if (batch.length > 0) await this.#options.publish(batch, (size) => this.#take(size));
    }
    this.#running = undefined;
  }

  /** Those who wait and have room in a batch that holds `size` already. */
  #take(size: number): readonly PublishRequest[] {
    const taken = this.#waiting.splice(0, Math.max(0, (this.#options.largestBatch ?? 64) - size));
    for (const request of taken) endWait(request);
    return taken;
  }

  #paceMs(): number {
    return this.#options.pace?.waitMs ?? 0;
  }

  #tooSlow(): GitUnavailableError {
    const wait = this.#paceMs();
    return new GitUnavailableError("the Git server was too slow; nothing was changed; try again", {
      retryAfter: wait > 0 ? Math.ceil(wait / 1000) : undefined,
    });
  }

  /** Takes nothing more; waits for what is being published and turns the rest away. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const request of this.#waiting.splice(0)) {
      request.reject(new GitUnavailableError("the control API is shutting down; nothing was changed"));
    }
    await this.#running;
  }
}

function endWait({ wait }: WaitingRequest): void {
  if (wait.isRecording()) wait.end();
}
