/** How the page stands with the stream. `lastSeen` is epoch milliseconds of the last sign of life. */
export interface StreamState {
  readonly phase: "connecting" | "live" | "reconnecting";
  readonly lastSeen?: number;
}

/** The part of EventSource that is used. */
export interface EventSourceLike {
  onopen: ((event: Event) => void) | null;
  onerror: ((event: Event) => void) | null;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export interface StreamOptions {
  readonly events: readonly string[];
  readonly connect: () => EventSourceLike;
  readonly onEvent: (type: string, data: string) => void;
  readonly onState: (state: StreamState) => void;
  /** Called when the server has begun to send what happens from now on: what happened before must be fetched. */
  readonly onReady: () => void;
  readonly random?: () => number;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 5_000;

/** Milliseconds before attempt number `attempt` (from 0): doubling, bounded, with jitter so that pages don't return in step. */
export function reconnectDelay(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(FIRST_DELAY_MS * 2 ** attempt, LONGEST_DELAY_MS);
  return Math.round(ceiling / 2 + random() * (ceiling / 2));
}

/**
 * Keeps one server-sent event connection open. EventSource's own retry gives up for good on an HTTP error, such as a
 * proxy's 502 while the API restarts, so every loss makes a new connection here.
 * Returns the function that closes it.
 */
export function openStream(options: StreamOptions): () => void {
  let source: EventSourceLike | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let lastSeen: number | undefined;
  let closed = false;

  const report = (phase: StreamState["phase"]) => {
    options.onState(lastSeen === undefined ? { phase } : { phase, lastSeen });
  };

  const connect = () => {
    const current = options.connect();
    source = current;
    current.onopen = () => {
      attempt = 0;
      lastSeen = Date.now();
      report("live");
    };
    current.onerror = () => {
      if (closed || source !== current) return;
      current.close();
      report("reconnecting");
      timer = setTimeout(connect, reconnectDelay(attempt, options.random));
      attempt += 1;
    };
    current.addEventListener("ready", () => {
      lastSeen = Date.now();
      options.onReady();
    });
    for (const type of options.events) {
      current.addEventListener(type, (event) => {
        lastSeen = Date.now();
        options.onEvent(type, event.data);
      });
    }
  };

  report("connecting");
  connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    source?.close();
  };
}
