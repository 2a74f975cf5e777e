/** Which commits this process made: for those it speaks where replicas can't ask each other. The last ones are enough. */
export class OwnCommits {
  readonly #ids = new Set<string>();
  readonly #most: number;

  constructor(most = 10_000) {
    this.#most = most;
  }

  add(commitId: string): void {
    this.#ids.add(commitId);
    const [oldest] = this.#ids;
    if (this.#ids.size > this.#most && oldest !== undefined) this.#ids.delete(oldest);
  }

  has(commitId: string): boolean {
    return this.#ids.has(commitId);
  }
}
