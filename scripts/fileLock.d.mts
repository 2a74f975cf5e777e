/**
 * Takes a lock between processes by making `file`; one whose holder has died is taken over.
 * @param options.timeoutMs how long to wait for the holder; 0 tries once
 * @param options.onWait called with each holder's process id that it waits for
 * @param options.signal gives up waiting
 * @returns releases the lock
 * @throws Error with the holder's `pid` when the time is over; AbortError when the signal says so
 */
export function lockFile(
  file: string,
  options: { timeoutMs: number; onWait?: (pid: number) => void; signal?: AbortSignal },
): Promise<() => void>;
