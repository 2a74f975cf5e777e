import { useEffect, useState } from "react";
import { requestEvents } from "../stream/serverSentEvents.ts";

/** Lines kept: more than anybody reads, and little enough to search as one types. */
const MOST_LINES = 10_000;
const GATHER_MS = 100;

export interface LogSource {
  readonly storeName: string;
  readonly pod: string;
  readonly container: string;
  readonly follow: boolean;
  /** Of the container's run before it was restarted. */
  readonly previous: boolean;
}

export interface LogLine {
  /** Counts up from the log's first line that was read. */
  readonly number: number;
  readonly text: string;
}

export interface Log {
  /** Undefined until the API has answered. */
  readonly lines: readonly LogLine[] | undefined;
  readonly phase: "reading" | "following" | "ended";
  /** Why it ended, in the API's words. */
  readonly ended?: string;
  readonly failure?: unknown;
}

/** A container's log, read as it is written. Undefined source: nothing is read. */
export function useLog(source: LogSource | undefined): Log {
  const [log, setLog] = useState<Log>({ lines: undefined, phase: "reading" });
  const path = source === undefined ? undefined : pathOf(source);

  useEffect(() => {
    setLog({ lines: undefined, phase: "reading" });
    if (path === undefined) return;
    const leaving = new AbortController();
    void read(path, leaving.signal, (change) => {
      if (!leaving.signal.aborted) setLog(change);
    });
    return () => leaving.abort();
  }, [path]);
  return log;
}

function pathOf({ storeName, pod, container, follow, previous }: LogSource): string {
  const query = new URLSearchParams({
    pod,
    container,
    tailLines: "2000",
    follow: String(follow && !previous),
    previous: String(previous),
  });
  return `/api/stores/${encodeURIComponent(storeName)}/logs?${query}`;
}

async function read(path: string, signal: AbortSignal, set: (change: (before: Log) => Log) => void): Promise<void> {
  let gathered: string[] = [];
  let count = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const fresh = gathered.map((text) => {
      count += 1;
      return { number: count, text };
    });
    gathered = [];
    if (fresh.length === 0) return;
    set((before) => ({ ...before, lines: [...(before.lines ?? []), ...fresh].slice(-MOST_LINES) }));
  };
  try {
    const events = await requestEvents(path, { signal });
    set((before) => ({ ...before, lines: before.lines ?? [], phase: "following" }));
    let ended: string | undefined;
    for await (const { event, data } of events) {
      if (event === "line") {
        gathered.push(String(JSON.parse(data)));
        timer ??= setTimeout(flush, GATHER_MS);
      } else if (event === "end") ended = reasonOf(data);
    }
    flush();
    set((before) => ({ ...before, phase: "ended", ...(ended === undefined ? {} : { ended }) }));
  } catch (failure) {
    flush();
    set((before) => ({ ...before, phase: "ended", failure }));
  }
}

function reasonOf(data: string): string | undefined {
  const body: unknown = JSON.parse(data);
  return typeof body === "object" && body !== null && "reason" in body ? String(body.reason) : undefined;
}
