import type { StoresRepository } from "../git/storesRepository.ts";
import { type DependencyReport, DependencyState } from "../observability/dependencyState.ts";

export interface Polling {
  start(): void;
  /** Whether the last fetch succeeded. */
  state(): DependencyReport;
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
  const state = new DependencyState();
  let timer: NodeJS.Timeout | undefined;

  function fetchNow(): void {
    clearTimeout(timer);
    running = repository
      .refresh(stopped.signal)
      .then(
        () => state.succeeded(),
        (error: unknown) => {
          if (stopped.signal.aborted) return;
          if (state.ok) options.log.warn({ err: error }, "The stores repository can't be fetched; trying again");
          state.failed(error);
        },
      )
      .finally(() => {
        running = undefined;
        if (stopped.signal.aborted) return;
        if (again) {
          again = false;
          fetchNow();
        } else timer = setTimeout(fetchNow, !state.ok ? 1_000 : options.seconds * 1_000);
      });
  }

  async function isKnown(tip: string | undefined): Promise<boolean> {
    const revision = repository.snapshot()?.revision;
    if (tip === undefined || revision === undefined || !state.ok) return false;
    return await repository.isAncestor(tip, revision).catch(() => false);
  }

  return {
    start: fetchNow,
    state: () => state.report(),
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
