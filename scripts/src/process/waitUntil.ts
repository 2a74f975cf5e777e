import { setTimeout as sleep } from "node:timers/promises";

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly intervalMs?: number;
  readonly signal?: AbortSignal;
  /** Added to the error: what it last looked like, or how to mend it. */
  readonly hint?: () => string | undefined | Promise<string | undefined>;
}

/**
 * Calls `check` until it is true; an error that it throws counts as "not yet" and becomes the cause when time is over.
 * @throws Error that says what was waited for, for how long, and the hint
 */
export async function waitUntil(
  what: string,
  check: () => Promise<boolean> | boolean,
  options: WaitOptions,
): Promise<void> {
  const deadline = Date.now() + options.timeoutMs;
  let cause: unknown;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      if (await check()) return;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (Date.now() >= deadline) break;
    await sleep(options.intervalMs ?? 100, undefined, options.signal ? { signal: options.signal } : {});
  }
  const hint = await options.hint?.();
  throw new Error(`${what}: not within ${options.timeoutMs / 1000} s.${hint ? ` ${hint}` : ""}`, { cause });
}
