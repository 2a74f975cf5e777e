import { setTimeout as sleep } from "node:timers/promises";
import type { Pace } from "./publishQueue.ts";

/** How long a lost push tells that others push, too. */
const contendedMs = 10_000;
/** How long one may push without a gap where nobody was seen, in milliseconds. */
const longestRunMs = 2_000;
const shortestGapMs = 100;
const longestGapMs = 1_000;

/**
 * Leaves gaps between pushes in which others get through: who has just pushed knows the tip and would win again and again, while the
 * others still fetch. The gap is some pushes long, since somebody with Git fetches, commits and pushes in it; what comes meanwhile
 * shares the next push, so that little is lost.
 */
export class CourteousPace implements Pace {
  /** Epoch milliseconds. */
  #contendedUntil = 0;
  #runSince = 0;
  #endedAt = 0;
  #gapMs = 0;

  get waitMs(): number {
    return Math.max(0, this.#endedAt + this.#gapMs - Date.now());
  }

  /** True while others push, too. */
  get contended(): boolean {
    return Date.now() < this.#contendedUntil;
  }

  /** Waits until the gap is over. @throws the signal's reason */
  async turn(signal: AbortSignal): Promise<void> {
    if (this.waitMs > 0) await sleep(this.waitMs, undefined, { signal });
    if (this.#gapMs > 0 || Date.now() - this.#endedAt >= shortestGapMs) this.#runSince = Date.now();
  }

  /** A push took so many milliseconds; `lost`: since somebody else was first. */
  pushed(ms: number, lost: boolean): void {
    this.#endedAt = Date.now();
    if (lost) this.#contendedUntil = this.#endedAt + contendedMs;
    const due = !lost && (this.contended || this.#endedAt - this.#runSince > longestRunMs);
    const gap = ms * (2 + 4 * Math.random());
    this.#gapMs = due ? Math.min(longestGapMs, Math.max(shortestGapMs, gap)) : 0;
  }
}
