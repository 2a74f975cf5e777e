/**
 * Makes calls wait for each other: one runs at a time, in the order they came; a failed one doesn't hold up the next.
 */
export function inTurn(): <T>(call: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (call) => {
    const next = last.then(call, call);
    last = next;
    return next;
  };
}
