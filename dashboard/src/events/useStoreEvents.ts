import { useEffect, useState } from "react";
import type { StoreEvent } from "../api/types.ts";
import { requestEvents } from "../stream/serverSentEvents.ts";
import { openStream, type StreamState } from "../stream/streamConnection.ts";

/** As many as one would ever scroll through. */
const MOST_EVENTS = 500;
const GATHER_MS = 100;

/** Kubernetes' events of a store, newest first, as they come. `failure` is why they can't be had just now. */
export function useStoreEvents(name: string) {
  const [events, setEvents] = useState<readonly StoreEvent[]>();
  const [state, setState] = useState<StreamState>({ phase: "connecting" });
  const [failure, setFailure] = useState<unknown>();

  useEffect(() => {
    let gathered: StoreEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      const fresh = gathered;
      gathered = [];
      timer = undefined;
      setEvents((before) => merged(before ?? [], fresh));
    };
    const close = openStream({
      async connect(attempt) {
        try {
          const stream = await requestEvents(`/api/stores/${encodeURIComponent(name)}/events`, attempt);
          setFailure(undefined);
          setEvents((before) => before ?? []);
          return stream;
        } catch (error) {
          if (!attempt.signal.aborted) setFailure(error);
          throw error;
        }
      },
      onState: setState,
      onReady: () => {},
      onEvent(type, data) {
        if (type !== "event") return;
        // The API types these by the same schema as its OpenAPI document.
        gathered.push(JSON.parse(data) as StoreEvent);
        timer ??= setTimeout(flush, GATHER_MS);
      },
    });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [name]);

  return { events, state, failure };
}

/** The newest word on each event, newest first. */
export function merged(before: readonly StoreEvent[], fresh: readonly StoreEvent[]): readonly StoreEvent[] {
  const byId = new Map(before.map((event) => [event.id, event]));
  for (const event of fresh) byId.set(event.id, event);
  return [...byId.values()].toSorted((one, other) => other.lastAt.localeCompare(one.lastAt)).slice(0, MOST_EVENTS);
}
