import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Attempt, type IncomingEvent, openStream, reconnectDelay, type StreamState } from "./streamConnection.ts";

/** A server whose answers the test gives one by one. */
class Line {
  readonly attempt: Attempt;
  answer: (events: AsyncIterable<IncomingEvent>) => void = () => {};
  refuse: (reason: Error) => void = () => {};
  readonly answered: Promise<AsyncIterable<IncomingEvent>>;
  #controller: ReadableStreamDefaultController<IncomingEvent> | undefined;

  constructor(attempt: Attempt) {
    this.attempt = attempt;
    this.answered = new Promise((resolve, reject) => {
      this.answer = resolve;
      this.refuse = reject;
    });
  }

  open() {
    const events = new ReadableStream<IncomingEvent>({
      start: (controller) => {
        this.#controller = controller;
      },
    });
    this.answer(events as unknown as AsyncIterable<IncomingEvent>);
  }

  send(event: IncomingEvent) {
    this.#controller?.enqueue(event);
  }

  end() {
    this.#controller?.close();
  }
}

let lines: Line[] = [];
let states: StreamState[] = [];
let events: string[] = [];
let ready: boolean[] = [];

function open() {
  return openStream({
    connect: (attempt) => {
      const line = new Line(attempt);
      lines.push(line);
      return line.answered;
    },
    onEvent: (type, data) => events.push(`${type} ${data}`),
    onState: (state) => states.push(state),
    onReady: (replayed) => ready.push(replayed),
    random: () => 1,
  });
}

const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  states = [];
  events = [];
  ready = [];
});
afterEach(() => vi.useRealTimers());

test("events of an open stream are handed on, and it is live", async () => {
  const close = open();
  lines[0]?.open();
  lines[0]?.send({ event: "store", data: "{}", id: "a-1" });
  lines[0]?.send({ event: "ready", data: '{"replayed":false}', id: "a-1" });
  await settle();
  expect(states.map((state) => state.phase)).toEqual(["connecting", "live"]);
  expect(events).toEqual(["store {}"]);
  expect(ready).toEqual([false]);
  close();
});

test("a lost stream is taken up where it ended, after growing delays", async () => {
  const close = open();
  lines[0]?.open();
  lines[0]?.send({ event: "store", data: "{}", id: "a-7" });
  await settle();
  lines[0]?.end();
  await settle();
  expect(states.at(-1)).toMatchObject({ phase: "reconnecting", lastSeen: expect.any(Number) });
  await vi.advanceTimersByTimeAsync(500);
  expect(lines).toHaveLength(2);
  expect(lines[1]?.attempt.lastEventId).toBe("a-7");
  lines[1]?.refuse(new Error("502"));
  await vi.advanceTimersByTimeAsync(999);
  expect(lines).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(lines).toHaveLength(3);
  lines[2]?.open();
  lines[2]?.send({ event: "ready", data: '{"replayed":true}', id: "a-9" });
  await settle();
  expect(ready).toEqual([true]);
  expect(states.at(-1)?.phase).toBe("live");
  close();
});

test("a stream without a sign of life is given up", async () => {
  const close = open();
  lines[0]?.open();
  await settle();
  await vi.advanceTimersByTimeAsync(40_000);
  lines[0]?.attempt.onAlive();
  await vi.advanceTimersByTimeAsync(40_000);
  expect(lines[0]?.attempt.signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(lines[0]?.attempt.signal.aborted).toBe(true);
  close();
});

test("a closed stream stays closed", async () => {
  const close = open();
  close();
  lines[0]?.refuse(new Error("gone"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lines).toHaveLength(1);
});

test("delays double, are bounded, and spread by half", () => {
  expect(reconnectDelay(0, () => 1)).toBe(500);
  expect(reconnectDelay(3, () => 1)).toBe(4_000);
  expect(reconnectDelay(3, () => 0)).toBe(2_000);
  expect(reconnectDelay(30, () => 1)).toBe(5_000);
});
