import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { applyStreamEvents } from "./applyStreamEvents.ts";
import { requestEvents } from "./serverSentEvents.ts";
import { openStream, type StreamState } from "./streamConnection.ts";
import { parseStreamEvent, type StreamEvent } from "./streamEvents.ts";

/** Milliseconds in which events are gathered, so that a burst renders once. */
const GATHER_MS = 100;

/** Commits don't change, each look at credentials is somebody's wish, and what was typed for is asked when it is typed. */
const STILL: ReadonlySet<unknown> = new Set(["diff", "session", "credentials", "taken", "found"]);

function isLive([area]: readonly unknown[]): boolean {
  return !STILL.has(area);
}

const StreamStateContext = createContext<StreamState>({ phase: "connecting" });

/** How the page stands with the stream. */
export function useStreamState(): StreamState {
  return useContext(StreamStateContext);
}

/** Keeps the query cache fresh from `/api/stream` while it is mounted. */
export function StreamProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<StreamState>({ phase: "connecting" });

  useEffect(() => {
    let gathered: StreamEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      const events = gathered;
      gathered = [];
      timer = undefined;
      applyStreamEvents(client, events);
    };
    const close = openStream({
      connect: (attempt) => requestEvents("/api/stream", attempt),
      onState: setState,
      // What was fetched before may have changed in between, unless all of that was sent now.
      onReady: (replayed) => {
        if (replayed) return;
        void client.invalidateQueries({ predicate: ({ queryKey }) => isLive(queryKey) }, { cancelRefetch: false });
      },
      onEvent: (type, data) => {
        const event = parseStreamEvent(type, data);
        if (event === undefined) return;
        gathered.push(event);
        timer ??= setTimeout(flush, GATHER_MS);
      },
    });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [client]);

  return <StreamStateContext value={state}>{children}</StreamStateContext>;
}
