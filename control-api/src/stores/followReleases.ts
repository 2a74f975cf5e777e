import type { Logger } from "pino";
import type { StoresRepository } from "../git/storesRepository.ts";
import type { EngineCatalogue } from "./engineCatalogue.ts";
import type { StoresView } from "./storesView.ts";

interface Parts {
  readonly repository: StoresRepository;
  readonly catalogue: EngineCatalogue;
  readonly view: StoresView;
  readonly log: Logger;
}

/**
 * Reads the released charts again after commits, at most twice a second, and has every store looked at when there are others.
 * @returns what ends it
 */
export function followReleases({ repository, catalogue, view, log }: Parts): () => void {
  return repository.onSnapshot(
    calmly(500, () => {
      catalogue.refresh().then(
        (found) => found && view.refreshAll(),
        (error: unknown) => log.warn({ err: error }, "The released charts can't be read"),
      );
    }),
  );
}

/** `action`, at most once every `pause` milliseconds, and always after the last call. */
function calmly(pause: number, action: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      action();
    }, pause).unref();
  };
}
