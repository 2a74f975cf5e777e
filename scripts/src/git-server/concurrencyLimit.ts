/** Thrown when no place became free in time; the caller may answer "busy, try again". */
export class BusyError extends Error {
  override name = "BusyError";
}

export type Limited = <T>(task: () => Promise<T>) => Promise<T>;

/**
 * Runs at most `places` tasks at once. Further ones wait in order, at most `waitMs` milliseconds.
 * @throws BusyError when the wait was too long or more than `queue` tasks are waiting already.
 */
export function concurrencyLimit({
  places,
  queue,
  waitMs,
}: {
  places: number;
  queue: number;
  waitMs: number;
}): Limited {
  const waiting: (() => void)[] = [];
  let running = 0;

  const place = () =>
    new Promise<void>((resolve, reject) => {
      if (running < places) {
        running += 1;
        resolve();
        return;
      }
      if (waiting.length >= queue) {
        reject(new BusyError(`${queue} tasks are waiting already`));
        return;
      }
      const enter = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(new BusyError(`no place became free within ${waitMs} ms`));
      }, waitMs);
      waiting.push(enter);
    });

  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return async (task) => {
    await place();
    try {
      return await task();
    } finally {
      leave();
    }
  };
}
