import type { StoresRepository } from "../git/storesRepository.ts";
import { type Polling as PlainPolling, polling } from "./polling.ts";

export interface Polling extends PlainPolling {
  /**
   * Fetches now, or once more right after the fetch that is under way: it may have missed the news.
   * @param tip where the branch is said to be; when that is in the known history, as after a push of our own, nothing is fetched.
   */
  now(tip?: string): void;
}

/** Fetches when told of a push, and every so often in case nobody told. */
export function polledRepository(
  repository: StoresRepository,
  options: { readonly seconds: number; readonly log: { warn(fields: object, sentence: string): void } },
): Polling {
  const fetching = polling({
    ...options,
    refresh: (signal) => repository.refresh(signal),
    failure: "The stores repository can't be fetched; trying again",
  });

  async function isKnown(tip: string | undefined): Promise<boolean> {
    const revision = repository.snapshot()?.revision;
    if (tip === undefined || revision === undefined || !fetching.state().ok) return false;
    return await repository.isAncestor(tip, revision).catch(() => false);
  }

  return {
    ...fetching,
    now(tip) {
      void isKnown(tip).then((known) => !known && fetching.now());
    },
  };
}
