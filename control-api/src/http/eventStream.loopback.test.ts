/** The event stream as a real HTTP client sees it. */
import { createServer } from "node:http";
import express from "express";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EventStream } from "./eventStream.ts";
import { type Listening, listen } from "./listen.ts";
import { problemOf } from "./problems.ts";

let stream: EventStream;
let server: Listening;
beforeEach(async () => {
  stream = new EventStream(async () => [{ type: "platform", data: {} }], {
    remembered: 5,
    perUser: 2,
    heartbeat: 50,
  });
  const app = express();
  app.get("/stream", (request, response) => {
    const id = String(request.headers["x-user-id"] ?? "alice");
    try {
      stream.open(request, response, { user: { id, role: "owner", via: "dev" }, scope: "own" });
    } catch (error) {
      response.status(problemOf(error).status).end();
    }
  });
  server = await listen(createServer(app), 0, "127.0.0.1");
});
afterEach(async () => {
  stream.close();
  await server.close();
});

interface Seen {
  readonly type: string;
  readonly id?: string;
  readonly data: unknown;
}

async function connect(headers: Record<string, string> = {}) {
  const hangUp = new AbortController();
  const response = await fetch(`${server.url}/stream`, { headers, signal: hangUp.signal });
  const seen = { text: "", events: [] as Seen[] };
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      seen.text += decoder.decode(chunk, { stream: true });
      seen.events = [...seen.text.matchAll(/event: (\S+)\n(?:id: (\S+)\n)?data: (.*)\n\n/g)].map(
        ([, type = "", id, data = ""]) => ({ type, ...(id !== undefined && { id }), data: JSON.parse(data) }),
      );
    }
  })().catch(() => undefined);
  if (response.ok) await vi.waitFor(() => expect(seen.text).toContain("event: ready"));
  return {
    status: response.status,
    seen,
    stores: () => seen.events.filter(({ type }) => type === "store").map(({ data }) => data),
    async hangUp() {
      const before = stream.size;
      hangUp.abort();
      await vi.waitFor(() => expect(stream.size).toBeLessThan(before));
    },
  };
}

const publish = (name: string, owner = "alice") => stream.publish({ type: "store", data: { name }, owner });

test("a reader that comes back gets exactly what it missed, once and in order", async () => {
  const first = await connect();
  publish("one");
  publish("two");
  await vi.waitFor(() => expect(first.stores()).toHaveLength(2));
  // It saw the first of both only, as when the connection breaks in between.
  const lastId = first.seen.events.find(({ data }) => JSON.stringify(data) === '{"name":"one"}')?.id ?? "";
  await first.hangUp();
  publish("three");
  publish("of others", "bob");
  const again = await connect({ "last-event-id": lastId });
  expect(again.stores()).toEqual([{ name: "two" }, { name: "three" }]);
  expect(again.seen.events.at(-1)).toMatchObject({ type: "ready", data: { replayed: true } });
  publish("four");
  await vi.waitFor(() => expect(again.stores()).toHaveLength(3));
  const readyId = again.seen.events.find(({ type }) => type === "ready")?.id ?? "";
  await again.hangUp();
  const third = await connect({ "last-event-id": readyId });
  expect(third.stores()).toEqual([{ name: "four" }]);
});

test("a reader that missed more than is remembered, or comes from another run, is told to read the list", async () => {
  const first = await connect();
  const lastId = first.seen.events.at(-1)?.id ?? "";
  await first.hangUp();
  for (const name of ["1", "2", "3", "4", "5", "6"]) publish(name);
  for (const id of [lastId, "00000000-1", "rubbish"]) {
    const again = await connect({ "last-event-id": id });
    expect(again.seen.events.at(-1)).toMatchObject({ type: "ready", data: { replayed: false } });
    expect(again.stores()).toEqual([]);
    await again.hangUp();
  }
});

test("a quiet stream shows signs of life", async () => {
  const { seen } = await connect();
  await vi.waitFor(() => expect(seen.text).toContain(": still here\n\n"));
});

test("one user can't take all streams", async () => {
  const [first] = await Promise.all([connect(), connect()]);
  await vi.waitFor(() => expect(stream.size).toBe(2));
  expect((await connect()).status).toBe(429);
  expect((await connect({ "x-user-id": "bob" })).status).toBe(200);
  await first.hangUp();
  expect((await connect()).status).toBe(200);
});

test("when the server stops, its readers are let go", async () => {
  const response = await fetch(`${server.url}/stream`);
  const ended = (async () => {
    for await (const _chunk of response.body ?? []);
  })();
  await vi.waitFor(() => expect(stream.size).toBe(1));
  stream.close();
  await ended;
  expect(stream.size).toBe(0);
});
