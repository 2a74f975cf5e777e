/** Tells whoever measures how the watches do. */
import type { Versioned, WatchChange } from "./watchReducer.ts";
import { compareVersions } from "./watchReducer.ts";

export interface WatchObserver {
  /** A watch was begun again: the server ended it as it does now and then, it broke, or everything is listed anew. */
  restarted(kind: string, cause: "ended" | "broken" | "relist"): void;
  /** A change of ours came back over the watch, so many seconds after the API server had taken it. */
  lagged(kind: string, seconds: number): void;
}

/** More than this many changes of ours are never under way at once. */
const most = 1_000;

/**
 * Measures how far a watch lags behind: objects carry no time of their last change, but a change that we make ourselves has a version,
 * and the watch shows that version, or a later one, when it gets there. One clock, ours.
 */
export class WatchLag {
  readonly #sent = new Map<string, { readonly version: string; readonly at: number }>();
  readonly #tell: (seconds: number) => void;

  constructor(tell: (seconds: number) => void) {
    this.#tell = tell;
  }

  /** The API server answered a change of ours; `known` is the version that the watch shows by now. */
  sent(name: string, version: string, known: string | undefined): void {
    // The watch may be quicker than the answer.
    if (known !== undefined && compareVersions(known, version) >= 0) this.#tell(0);
    else if (!this.#sent.has(name) && this.#sent.size < most) this.#sent.set(name, { version, at: performance.now() });
  }

  seen(changes: readonly WatchChange<Versioned>[]): void {
    if (this.#sent.size === 0) return;
    for (const { name, after } of changes) {
      const sent = this.#sent.get(name);
      if (!sent) continue;
      if (after && compareVersions(after.resourceVersion, sent.version) < 0) continue;
      this.#sent.delete(name);
      if (after) this.#tell((performance.now() - sent.at) / 1000);
    }
  }
}
