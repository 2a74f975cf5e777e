/**
 * At most `limit` tries a key within `windowMs`, counted before anybody knows how a try ends, so that many at once count as many.
 * Lives in the process: a store of several pods allows as many times the tries. Holds at most `keys` of them, the newest.
 */
export class TriesLimit {
  readonly #tries = new Map<string, { count: number; readonly ends: number }>();
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #keys: number;

  constructor(limit: number, windowMs: number, keys: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
    this.#keys = keys;
  }

  /** Counts a try; false when it is one too many. */
  allows(key: string, now = performance.now()): boolean {
    const known = this.#tries.get(key);
    if (known !== undefined && known.ends > now) {
      known.count += 1;
      return known.count <= this.#limit;
    }
    this.#tries.delete(key);
    this.#tries.set(key, { count: 1, ends: now + this.#windowMs });
    const oldest = this.#tries.keys().next().value;
    if (this.#tries.size > this.#keys && oldest !== undefined) this.#tries.delete(oldest);
    return true;
  }
}
