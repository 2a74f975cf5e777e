import { setTimeout as sleep } from "node:timers/promises";

/**
 * Keeps pushes apart, for servers that recommend how many they take (GitHub: about six a minute and repository). The first goes
 * at once; whatever comes within the interval shares the next one. So a change waits at most one interval, besides the push itself.
 */
export class PushPace {
  readonly #intervalMs: number;
  /** Epoch milliseconds of the next turn that isn't taken. */
  #next = 0;
  #blockedUntil = 0;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Milliseconds until somebody who asked now would have a turn. */
  get waitMs(): number {
    return Math.max(0, this.#next - Date.now(), this.#blockedUntil - Date.now());
  }

  /** Takes the next turn and waits for it. @throws the signal's reason */
  async turn(signal: AbortSignal): Promise<void> {
    const at = Date.now() + this.waitMs;
    this.#next = at + this.#intervalMs;
    // What the server said while we waited counts, too.
    for (let wait = at - Date.now(); wait > 0; wait = Math.max(at, this.#blockedUntil) - Date.now()) {
      await sleep(wait, undefined, { signal });
    }
  }

  /** A push was just made: the next turn counts from now, however long this one took to prepare. */
  pushed(): void {
    this.#next = Math.max(this.#next, Date.now() + this.#intervalMs);
  }

  /** The server said that it takes nothing for so many seconds. */
  blockFor(seconds: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, Date.now() + seconds * 1000);
  }
}
