import type { Logger } from "pino";
import { git } from "./gitProcess.ts";

/**
 * Packs what pushes leave behind (some loose objects each) every `everyMs` milliseconds, so that the repository stays quick.
 * Safe beside fetches and pushes. Returns the function that stops it.
 */
export function startMaintenance(options: { repository: string; everyMs: number; log: Logger }): () => void {
  const tasks = ["commit-graph", "loose-objects", "incremental-repack"].map((task) => `--task=${task}`);
  const timer = setInterval(() => {
    git(["maintenance", "run", "--quiet", ...tasks], { repository: options.repository, limitMs: 300_000 }).catch(
      (error: unknown) => options.log.warn({ err: error }, "maintenance failed; it is tried again later"),
    );
  }, options.everyMs);
  return () => clearInterval(timer);
}
