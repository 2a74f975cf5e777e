import type { StoresRepository } from "../git/storesRepository.ts";

export interface Polling {
  start(): void;
  /** Whether the last fetch succeeded. */
  succeeds(): boolean;
  /**
   * Fetches now, or once more right after the fetch that is under way: it may have missed the news.
   * @param tip where the branch is said to be; when that is in the known history, as after a push of our own, nothing is fetched.
   */
  now(tip?: string): void;
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

  async function isKnown(tip: string | undefined): Promise<boolean> {
    const revision = repository.snapshot()?.revision;
    if (tip === undefined || revision === undefined || failing) return false;
    return await repository.isAncestor(tip, revision).catch(() => false);
  }

  return {
    start: fetchNow,
    succeeds: () => !failing,
    now(tip) {
      void isKnown(tip).then((known) => {
        if (known || stopped.signal.aborted) return;
        if (running) again = true;
        else fetchNow();
      });
    },
    async close() {
      stopped.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
