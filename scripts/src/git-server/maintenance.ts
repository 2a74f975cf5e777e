import { tidyRepository } from "@storeplane/control-api/git/tidyRepository.ts";
import type { Logger } from "pino";
import { removeDeadLeftovers } from "./deadLeftovers.ts";

export interface MaintenanceOptions {
  readonly repository: string;
  readonly everyMs: number;
  /** Milliseconds after which no fetch or push runs any more. */
  readonly requestLimitMs: number;
  readonly log: Logger;
}

/**
 * Every `everyMs` milliseconds packs what pushes leave behind (loose objects or a small pack each), where it has become much, so that
 * the repository stays quick, and removes what killed processes left. Safe beside fetches and pushes.
 * @returns what stops it
 */
export function startMaintenance({ repository, everyMs, requestLimitMs, log }: MaintenanceOptions): () => void {
  let running = false;
  const maintain = async () => {
    if (running) return;
    running = true;
    try {
      await removeDeadLeftovers(repository, requestLimitMs);
      await tidyRepository(repository);
    } catch (error) {
      log.warn({ err: error }, "maintenance failed; it is tried again later");
    }
    running = false;
  };
  const timer = setInterval(() => void maintain(), everyMs);
  return () => clearInterval(timer);
}
