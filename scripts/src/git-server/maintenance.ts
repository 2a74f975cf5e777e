import { tidyRepository } from "@storeplane/control-api/git/tidyRepository.ts";
import type { Logger } from "pino";

/**
 * Every `everyMs` milliseconds packs what pushes leave behind (loose objects or a small pack each), where it has become much, so that
 * the repository stays quick. Safe beside fetches and pushes. Returns the function that stops it.
 */
export function startMaintenance(options: { repository: string; everyMs: number; log: Logger }): () => void {
  let running = false;
  const tidy = async () => {
    if (running) return;
    running = true;
    await tidyRepository(options.repository).catch((error: unknown) =>
      options.log.warn({ err: error }, "maintenance failed; it is tried again later"),
    );
    running = false;
  };
  const timer = setInterval(() => void tidy(), options.everyMs);
  return () => clearInterval(timer);
}
