import { GitUnavailableError } from "../git/errors.ts";
import { type DependencyReport, DependencyState } from "../observability/dependencyState.ts";

export interface Polling {
  start(): void;
  /** Whether the last look succeeded. */
  state(): DependencyReport;
  /** Looks now, or once more right after the look that is under way: it may have missed the news. */
  now(): void;
  close(): Promise<void>;
}

export interface PollingOptions {
  readonly refresh: (signal: AbortSignal) => Promise<unknown>;
  readonly seconds: number;
  /** How long to wait after a failure that doesn't say itself; a second unless given. */
  readonly secondsAfterFailure?: number;
  /** Logged once when looking begins to fail. */
  readonly failure: string;
  readonly log: { warn(fields: object, sentence: string): void };
}

/** Looks when told of news, and every so often in case nobody told. */
export function polling({ refresh, seconds, secondsAfterFailure = 1, failure, log }: PollingOptions): Polling {
  const stopped = new AbortController();
  let running: Promise<void> | undefined;
  let again = false;
  const state = new DependencyState();
  let pause = seconds;
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    clearTimeout(timer);
    running = refresh(stopped.signal)
      .then(
        () => {
          state.succeeded();
          pause = seconds;
        },
        (error: unknown) => {
          if (stopped.signal.aborted) return;
          if (state.ok) log.warn({ err: error }, failure);
          state.failed(error);
          pause = (error instanceof GitUnavailableError ? error.retryAfter : undefined) ?? secondsAfterFailure;
        },
      )
      .finally(() => {
        running = undefined;
        if (stopped.signal.aborted) return;
        if (again) {
          again = false;
          look();
        } else timer = setTimeout(look, pause * 1_000);
      });
  }

  return {
    start: look,
    state: () => state.report(),
    now() {
      if (running) again = true;
      else if (!stopped.signal.aborted) look();
    },
    async close() {
      stopped.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
