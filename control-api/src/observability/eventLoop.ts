/** Notices when this process hardly gets to anything: the one illness that a restart cures. */

interface Beat {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Milliseconds that it came too late. */
  readonly late: number;
}

const everyMs = 1_000;
const windowMs = 60_000;
/** Of the last minute. Heavy load stays well below; a loop that runs away doesn't. */
const stalledShare = 0.9;

/** Share of the time since `now - windowMs` in which the event loop was held up; 0 before there is a window's worth of time. Pure. */
export function shareHeldUp(beats: readonly Beat[], now: number, startedAt: number): number {
  if (now - startedAt < windowMs) return 0;
  const late = beats.filter(({ at }) => now - at <= windowMs).reduce((sum, beat) => sum + beat.late, 0);
  return Math.min(1, late / windowMs);
}

export interface EventLoopWatch {
  /** Whether nearly all of the last minute was lost. */
  stalled(): boolean;
  close(): void;
}

export function watchEventLoop(): EventLoopWatch {
  const startedAt = Date.now();
  const beats: Beat[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const late = now - last - everyMs;
    last = now;
    beats.push({ at: Date.now(), late: Math.max(0, late) });
    while (beats[0] !== undefined && Date.now() - beats[0].at > windowMs) beats.shift();
  }, everyMs);
  timer.unref();
  return {
    stalled: () => shareHeldUp(beats, Date.now(), startedAt) >= stalledShare,
    close: () => clearInterval(timer),
  };
}
