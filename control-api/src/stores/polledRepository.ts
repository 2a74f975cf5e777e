import type { StoresRepository } from "../git/storesRepository.ts";

export interface Polling {
  start(): void;
  /** Whether the last fetch succeeded. */
  succeeds(): boolean;
  /** Fetches now, or once more right after the fetch that is under way: it may have missed the news. */
  now(): void;
  close(): Promise<void>;
}

/** Fetches when told of a push, and every so often in case nobody told. */
export function polledRepository(
  repository: StoresRepository,
  options: { readonly seconds: number; readonly log: { warn(fields: object, sentence: string): void } },
): Polling {
  const stopped = new AbortController();
  let running: Promise<void> | undefined;
  let again = false;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;

  function fetchNow(): void {
    clearTimeout(timer);
    running = repository
      .refresh(stopped.signal)
      .then(
        () => {
          failing = false;
        },
        (error: unknown) => {
          if (!failing && !stopped.signal.aborted)
            options.log.warn({ err: error }, "The stores repository can't be fetched; trying again");
          failing = true;
        },
      )
      .finally(() => {
        running = undefined;
        if (stopped.signal.aborted) return;
        if (again) {
          again = false;
          fetchNow();
        } else timer = setTimeout(fetchNow, failing ? 1_000 : options.seconds * 1_000);
      });
  }

  return {
    start: fetchNow,
    succeeds: () => !failing,
    now() {
      if (running) again = true;
      else if (!stopped.signal.aborted) fetchNow();
    },
    async close() {
      stopped.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
