/**
 * Takes a lock between processes by making `file`; one whose holder has died is taken over.
 * @param options.timeoutMs how long to wait for the holder; 0 tries once
 * @param options.onWait called once, with the holder's process id, when there is something to wait for
 * @returns releases the lock
 * @throws Error with the holder's `pid` when the time is over
 */
export function lockFile(
  file: string,
  options: { timeoutMs: number; onWait?: (pid: number) => void },
): Promise<() => void>;
