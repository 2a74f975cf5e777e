import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type EventSourceLike, openStream, reconnectDelay, type StreamState } from "./streamConnection.ts";

class FakeSource implements EventSourceLike {
  onopen: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  closed = false;
  readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void) {
    this.listeners.set(type, listener);
  }

  close() {
    this.closed = true;
  }
}

let sources: FakeSource[] = [];
let states: StreamState[] = [];
let events: string[] = [];
let relists = 0;

function open() {
  return openStream({
    events: ["store"],
    connect: () => {
      const source = new FakeSource();
      sources.push(source);
      return source;
    },
    onEvent: (type, data) => events.push(`${type} ${data}`),
    onState: (state) => states.push(state),
    onReady: () => {
      relists += 1;
    },
    random: () => 1,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  sources = [];
  states = [];
  events = [];
  relists = 0;
});
afterEach(() => vi.useRealTimers());

test("events of an open stream are handed on, and it is live", () => {
  const close = open();
  sources[0]?.onopen?.(new Event("open"));
  sources[0]?.listeners.get("store")?.(new MessageEvent("store", { data: "{}" }));
  expect(states.map((state) => state.phase)).toEqual(["connecting", "live"]);
  expect(events).toEqual(["store {}"]);
  expect(relists).toBe(0);
  sources[0]?.listeners.get("ready")?.(new MessageEvent("ready", { data: '{"replayed":false}' }));
  expect(relists).toBe(1);
  close();
});

test("a lost stream is opened again after growing delays, and what was missed is fetched once it is back", () => {
  const close = open();
  sources[0]?.onopen?.(new Event("open"));
  sources[0]?.onerror?.(new Event("error"));
  expect(sources[0]?.closed).toBe(true);
  expect(states.at(-1)).toMatchObject({ phase: "reconnecting", lastSeen: expect.any(Number) });
  vi.advanceTimersByTime(500);
  expect(sources).toHaveLength(2);
  sources[1]?.onerror?.(new Event("error"));
  vi.advanceTimersByTime(999);
  expect(sources).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(sources).toHaveLength(3);
  sources[2]?.onopen?.(new Event("open"));
  expect(relists).toBe(0);
  sources[2]?.listeners.get("ready")?.(new MessageEvent("ready", { data: '{"replayed":false}' }));
  expect(relists).toBe(1);
  expect(states.at(-1)?.phase).toBe("live");
  close();
});

test("a closed stream stays closed", () => {
  const close = open();
  close();
  sources[0]?.onerror?.(new Event("error"));
  vi.advanceTimersByTime(60_000);
  expect(sources).toHaveLength(1);
});

test("delays double, are bounded, and spread by half", () => {
  expect(reconnectDelay(0, () => 1)).toBe(500);
  expect(reconnectDelay(3, () => 1)).toBe(4_000);
  expect(reconnectDelay(3, () => 0)).toBe(2_000);
  expect(reconnectDelay(30, () => 1)).toBe(5_000);
});
