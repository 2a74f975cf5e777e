/** Keeps the answers of `load` for `ttlMs`, at most `limit` of them; one that fails is not kept. Callers at the same time share one load. */
export class ExpiringCache<T> {
  readonly #entries = new Map<string, { readonly value: Promise<T>; readonly expires: number }>();
  readonly #ttlMs: number;
  readonly #limit: number;

  constructor(ttlMs: number, limit: number) {
    this.#ttlMs = ttlMs;
    this.#limit = limit;
  }

  get(key: string, load: () => Promise<T>): Promise<T> {
    const now = performance.now();
    const known = this.#entries.get(key);
    if (known && known.expires > now) return known.value;
    const value = load();
    this.#entries.delete(key);
    this.#entries.set(key, { value, expires: now + this.#ttlMs });
    value.catch(() => {
      if (this.#entries.get(key)?.value === value) this.#entries.delete(key);
    });
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > this.#limit && oldest !== undefined) this.#entries.delete(oldest);
    return value;
  }

  /** Makes the next `get` of the key load again. */
  forget(key: string): void {
    this.#entries.delete(key);
  }
}
