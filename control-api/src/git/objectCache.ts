/** Contents of objects by id, the least recently used dropped first. Objects never change, so nothing goes stale. */
export class ObjectCache {
  readonly #contents = new Map<string, Buffer>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get(id: string): Buffer | undefined {
    const content = this.#contents.get(id);
    if (content) {
      this.#contents.delete(id);
      this.#contents.set(id, content);
    }
    return content;
  }

  set(id: string, content: Buffer): void {
    if (this.#contents.has(id)) return;
    this.#contents.set(id, content);
    this.#bytes += content.length;
    for (const [oldest, dropped] of this.#contents) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#contents.delete(oldest);
      this.#bytes -= dropped.length;
    }
  }
}
