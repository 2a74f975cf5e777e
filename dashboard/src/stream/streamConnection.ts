/** How the page stands with the stream. `lastSeen` is epoch milliseconds of the last sign of life. */
export interface StreamState {
  readonly phase: "connecting" | "live" | "reconnecting";
  readonly lastSeen?: number;
}

/** One event, as it came. */
export interface IncomingEvent {
  readonly event?: string | undefined;
  readonly data: string;
  readonly id?: string | undefined;
}

export interface Attempt {
  readonly signal: AbortSignal;
  /** Where the last connection ended: the server sends what came since. */
  readonly lastEventId: string | undefined;
  /** To be called for each sign of life. */
  readonly onAlive: () => void;
}

export interface StreamOptions {
  /** Resolves once the server answers with a stream; rejects when it doesn't. */
  readonly connect: (attempt: Attempt) => Promise<AsyncIterable<IncomingEvent>>;
  readonly onEvent: (type: string, data: string) => void;
  readonly onState: (state: StreamState) => void;
  /** Called when the server has begun to send what happens from now on; unless `replayed`, what happened before must be fetched. */
  readonly onReady: (replayed: boolean) => void;
  readonly random?: () => number;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 5_000;
/** The server gives a sign of life every 15 seconds; three missed ones mean that nobody is there. */
const LONGEST_SILENCE_MS = 45_000;

/** Milliseconds before attempt number `attempt` (from 0): doubling, bounded, with jitter so that pages don't return in step. */
export function reconnectDelay(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(FIRST_DELAY_MS * 2 ** attempt, LONGEST_DELAY_MS);
  return Math.round(ceiling / 2 + random() * (ceiling / 2));
}

/** Keeps one stream of events open, and takes it up where it was lost. Returns the function that closes it. */
export function openStream(options: StreamOptions): () => void {
  const closing = new AbortController();
  let attempt = 0;
  let lastSeen: number | undefined;
  let lastEventId: string | undefined;

  const report = (phase: StreamState["phase"]) => {
    if (!closing.signal.aborted) options.onState(lastSeen === undefined ? { phase } : { phase, lastSeen });
  };

  const follow = async () => {
    const silent = new AbortController();
    let silence = setTimeout(() => silent.abort(), LONGEST_SILENCE_MS);
    const onAlive = () => {
      lastSeen = Date.now();
      clearTimeout(silence);
      silence = setTimeout(() => silent.abort(), LONGEST_SILENCE_MS);
    };
    try {
      const signal = AbortSignal.any([closing.signal, silent.signal]);
      const events = await options.connect({ signal, lastEventId, onAlive });
      attempt = 0;
      onAlive();
      report("live");
      for await (const { event, data, id } of events) {
        if (closing.signal.aborted) return;
        if (id !== undefined) lastEventId = id;
        if (event === "ready") options.onReady(/"replayed":\s*true/.test(data));
        else if (event !== undefined) options.onEvent(event, data);
      }
    } finally {
      clearTimeout(silence);
    }
  };

  const run = async () => {
    report("connecting");
    while (!closing.signal.aborted) {
      // Whether it was refused, cut off or ended: it is tried again.
      await follow().catch(() => undefined);
      if (closing.signal.aborted) return;
      report("reconnecting");
      await pause(reconnectDelay(attempt, options.random), closing.signal);
      attempt += 1;
    }
  };

  void run();
  return () => closing.abort();
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
