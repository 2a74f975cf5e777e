/** The server's own limits: slow, large, endless and foreign callers. */
import { connect } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Service } from "../startService.ts";
import { startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";
import { httpServer } from "./httpServer.ts";
import { type Listening, listen } from "./listen.ts";
import { defineRoute } from "./route.ts";
import { createServer } from "./server.ts";
import type { Services } from "./services.ts";

/** A busy machine may take long. */
const patiently = { timeout: 20_000, interval: 100 };

let platform: TestPlatform;
let open: Service;
beforeAll(async () => {
  platform = await startTestPlatform();
  open = await platform.startReplica({ CORS_ORIGINS: "https://tools.example.com", TRUST_PROXY: "loopback" });
});
afterAll(() => platform?.close());

const preflight = (url: string, origin: string) =>
  fetch(`${url}/api/stores`, {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
  });

test("pages of other origins may call only where they are allowed to, and never with what a browser sends by itself", async () => {
  const allowed = await preflight(open.url, "https://tools.example.com");
  expect(allowed.headers.get("access-control-allow-origin")).toBe("https://tools.example.com");
  expect(allowed.headers.get("access-control-allow-headers")).toContain("Authorization");
  expect(allowed.headers.get("access-control-allow-credentials")).toBeNull();
  for (const [url, origin] of [
    [open.url, "https://evil.example.com"],
    [open.url, "https://tools.example.com.evil.example.com"],
    [open.url, "null"],
    [platform.url, "https://tools.example.com"],
  ] as const)
    expect((await preflight(url, origin)).headers.get("access-control-allow-origin")).toBeNull();
});

test("every answer tells browsers to believe nothing that isn't said", async () => {
  for (const path of ["/api/stores", "/api/nowhere", "/nowhere"]) {
    const { headers } = await fetch(`${platform.url}${path}`);
    expect(headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-powered-by")).toBeNull();
  }
});

test("where a request comes from is what the trusted proxy saw, not what the caller claims", async () => {
  const from = async (url: string, forwarded: string, who: string) => {
    const headers = { "x-forwarded-for": forwarded, "x-user-id": who, "x-user-role": "owner" };
    await fetch(`${url}/api/stores/none`, { method: "DELETE", headers });
    await expect
      .poll(async () => (await platform.call("GET", `/audit?actor=${who}`)).body.items, patiently)
      .toHaveLength(1);
    const { items } = (await platform.call("GET", `/audit?actor=${who}`)).body;
    return Array.isArray(items) ? items[0].ip : undefined;
  };
  expect(await from(open.url, "192.0.2.1, 203.0.113.9", "a@example.com")).toBe("203.0.113.9");
  expect(await from(platform.url, "203.0.113.9", "b@example.com")).toBe("127.0.0.1");
});

const limits = { head: 200, request: 400, silence: 600, check: 50 };

async function served(work: (port: number, connections: () => Promise<number>) => Promise<void>): Promise<void> {
  const server = httpServer((request, response) => {
    // More than all buffers on the way take.
    if (request.url === "/large") response.write(Buffer.alloc(50_000_000));
    request.resume().once("end", () => response.end("done"));
  }, limits);
  const listening: Listening = await listen(server, 0, "127.0.0.1");
  const connections = () =>
    new Promise<number>((resolve, reject) => {
      server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  try {
    await work(Number(new URL(listening.url).port), connections);
  } finally {
    server.closeAllConnections();
    await listening.close();
  }
}

test.each([
  ["never ends its head", "GET / HTTP/1.1\r\nHost: a\r\nX-A: b"],
  ["never ends its body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc"],
  ["says nothing at all", ""],
])("a caller that %s is cut off", async (_what, text) => {
  await served(async (port) => {
    const socket = connect(port, "127.0.0.1").on("error", () => undefined);
    socket.write(text);
    // Drips on, which keeps the connection from being silent.
    const drip = setInterval(() => socket.writable && text !== "" && socket.write("X"), 50);
    socket.resume();
    // Whether by an end or a reset is the server's choice.
    await new Promise((resolve) => socket.once("close", resolve));
    clearInterval(drip);
  });
});

test("a caller that doesn't take its answer is cut off", async () => {
  await served(async (port, connections) => {
    const socket = connect(port, "127.0.0.1").on("error", () => undefined);
    socket.pause();
    socket.write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    await expect.poll(connections, patiently).toBe(1);
    await expect.poll(connections, { timeout: 20_000 }).toBe(0);
    socket.destroy();
  });
});

test("a request whose work never ends is answered, and its work is told to stop", async () => {
  let stopped = false;
  const endless = defineRoute({
    method: "get",
    path: "/endless",
    operationId: "endless",
    summary: "Never answers",
    tag: "test",
    responses: { 200: { description: "Never" } },
    handle: ({ signal }) =>
      new Promise<never>(() => {
        signal.addEventListener("abort", () => {
          stopped = true;
        });
      }),
  });
  const app = createServer({
    routes: [endless],
    // Its route uses none.
    services: {} as Services,
    authenticate: () => undefined,
    log: pino({ level: "silent" }),
    localOnly: false,
    deadline: 100,
  });
  const listening = await listen(httpServer(app), 0, "127.0.0.1");
  const answer = await fetch(`${listening.url}/api/endless`);
  expect([answer.status, stopped]).toEqual([503, true]);
  expect(await answer.json()).toMatchObject({ type: "/problems/timed-out" });
  await listening.close();
});

test("a body that unpacks to more than is taken is refused", async () => {
  const { gzipSync } = await import("node:zlib");
  const bomb = gzipSync(JSON.stringify({ name: "bomb", engine: "medusa", reason: "x".repeat(5_000_000) }));
  expect(bomb.length).toBeLessThan(10_000);
  const answer = await fetch(`${platform.url}/api/stores`, {
    method: "POST",
    headers: { "content-type": "application/json", "content-encoding": "gzip" },
    body: bomb,
  });
  expect(answer.status).toBe(413);
});

test("an owner's stream tells of their stores only, and of one that becomes another's that it is gone", async () => {
  const alice = { "x-user-id": "alice@example.com", "x-user-role": "owner" };
  const bob = { "x-user-id": "bob@example.com", "x-user-role": "owner" };
  const ended = new AbortController();
  const watch = async (headers: Record<string, string>) => {
    const seen = { text: "" };
    const response = await fetch(`${platform.url}/api/stream`, { headers, signal: ended.signal });
    void (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) seen.text += decoder.decode(chunk, { stream: true });
    })().catch(() => undefined);
    await expect.poll(() => seen.text, patiently).toContain("event: ready");
    return seen;
  };
  const [forAlice, forBob, forAll] = [await watch(alice), await watch(bob), await watch({})];
  await platform.call("POST", "/stores", { name: "alices-shop", engine: "medusa" }, alice);
  await platform.call("POST", "/stores", { name: "bobs-shop", engine: "medusa" }, bob);
  await platform.call("DELETE", "/stores/bobs-shop?confirm=bobs-shop", undefined, bob);
  await expect.poll(() => forBob.text, patiently).toContain("event: store-removed");
  await expect.poll(() => forAlice.text, patiently).toContain("alices-shop");
  await expect.poll(() => forAll.text, patiently).toContain("alices-shop");
  expect(forAlice.text).not.toContain("bobs-shop");
  expect(forBob.text).not.toContain("alices-shop");

  await platform.git("pull", "--quiet");
  const { readFile, writeFile } = await import("node:fs/promises");
  const file = `${(await platform.git("rev-parse", "--show-toplevel")).trim()}/stores/a/alices-shop.yaml`;
  await writeFile(file, (await readFile(file, "utf8")).replace("alice@example.com", "bob@example.com"));
  await platform.git("-c", "user.name=P", "-c", "user.email=p@example.com", "commit", "--quiet", "-am", "sold");
  await platform.git("push", "--quiet");
  await expect
    .poll(() => forBob.text, { timeout: 20_000 })
    .toMatch(/event: store\nid: \S+\ndata: {"name":"alices-shop"/);
  await expect
    .poll(() => forAlice.text, patiently)
    .toMatch(/event: store-removed\nid: \S+\ndata: {"name":"alices-shop"}/);
  ended.abort();

  // Coming back with another's place in the stream brings nothing of theirs.
  const place = [...forAll.text.matchAll(/^id: (\S+)$/gm)][0]?.[1] ?? "";
  const again = new AbortController();
  const response = await fetch(`${platform.url}/api/stream`, {
    headers: { "x-user-id": "carol@example.com", "x-user-role": "owner", "last-event-id": place },
    signal: again.signal,
  });
  const reader = response.body?.getReader();
  let text = "";
  while (reader && !text.includes("event: ready")) text += new TextDecoder().decode((await reader.read()).value);
  again.abort();
  expect(text).toContain('{"replayed":true}');
  expect(text).not.toMatch(/alices-shop|bobs-shop/);
});
