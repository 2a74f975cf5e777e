import { useSyncExternalStore } from "react";

interface Clock {
  readonly now: () => number;
  readonly subscribe: (listener: () => void) => () => void;
}

/** One clock for all that are renewed at the same pace: a list of times must not be a list of timers. */
const clocks = new Map<number, Clock>();

function makeClock(everyMs: number): Clock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = Date.now();
  const tick = () => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    now: () => {
      // Nobody has kept it going; whoever looks first sets it.
      if (timer === undefined && Date.now() - now > everyMs) now = Date.now();
      return now;
    },
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(tick, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

/** Epoch milliseconds, renewed every `everyMs`. */
export function useNow(everyMs: number): number {
  let clock = clocks.get(everyMs);
  if (clock === undefined) {
    clock = makeClock(everyMs);
    clocks.set(everyMs, clock);
  }
  return useSyncExternalStore(clock.subscribe, clock.now);
}
