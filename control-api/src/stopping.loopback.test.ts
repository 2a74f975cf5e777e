/** A real control API that is told to stop while it is busy. */

import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ApiProcess, startApiProcess } from "./testing/apiProcess.ts";
import { startTestPlatform, type TestPlatform } from "./testing/testPlatform.ts";

let platform: TestPlatform;
const started: ApiProcess[] = [];

beforeAll(async () => {
  platform = await startTestPlatform();
});

afterAll(async () => {
  for (const api of started) await api.kill();
  await platform?.close();
});

async function start(name: string, settings: Record<string, string> = {}): Promise<ApiProcess> {
  const own = { STATE_DIR: join(platform.folder, name), LOG_LEVEL: "info" };
  const api = await startApiProcess({ ...platform.settings, ...own, ...settings });
  started.push(api);
  return api;
}

const create = (api: ApiProcess, name: string) =>
  fetch(`${api.url}/api/stores`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, engine: "medusa" }),
    signal: AbortSignal.timeout(20_000),
  });

async function storesInGit(): Promise<Set<string>> {
  await platform.git("fetch", "--quiet");
  const listed = await platform.git("ls-tree", "-r", "--name-only", "origin/main", "stores/");
  return new Set([...listed.matchAll(/([\w-]+)\.yaml$/gm)].map(([, name]) => name ?? ""));
}

test("under load it takes its leave in an orderly way: nobody is left without an answer, and what was acknowledged is in Git", async () => {
  const api = await start("busy", { DRAIN_DELAY_SECONDS: "3" });
  const stream = await fetch(`${api.url}/api/stream`);
  const streamed = stream.text();
  let ready = true;
  let number = 0;
  const answers: { name: string; status: number }[] = [];
  const faults: unknown[] = [];
  const probed = new Set<number | "refused">();
  // As a load balancer does it: no new request once readiness is gone.
  const client = async () => {
    while (ready && number < 2_000) {
      number += 1;
      const name = `busy-${number}`;
      try {
        const answer = await create(api, name);
        await answer.text();
        answers.push({ name, status: answer.status });
      } catch (error) {
        faults.push(error);
      }
    }
  };
  const probe = async () => {
    while (ready) {
      const answer = await fetch(`${api.url}/api/health/ready`).catch(() => undefined);
      probed.add(answer?.status ?? "refused");
      if (answer?.status !== 200) ready = false;
      await answer?.text();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const clients = Array.from({ length: 8 }, client);
  await vi.waitFor(() => expect(answers.length).toBeGreaterThan(20), { timeout: 30_000 });
  const probing = probe();
  const code = await api.stop();
  await Promise.all([...clients, probing]);
  expect(code).toBe(0);
  expect(faults).toEqual([]);
  // Told while it still answered, not by a refused connection.
  expect([...probed].filter((answer) => answer !== 200)).toEqual([503]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  const inGit = await storesInGit();
  for (const { name } of answers) expect(inGit).toContain(name);
  expect(await streamed).toContain("event: reconnect");
  expect(api.lines.at(-1)).toContain('"msg":"Stopped"');
  const database = new Client({ connectionString: platform.postgres.url });
  await database.connect();
  const { rows } = await database.query("select count(*)::int as attempts from audit_log where store like 'busy-%'");
  await database.end();
  expect(rows).toEqual([{ attempts: answers.length }]);
});

/** Passes everything on to the Git server until it is frozen: then answers are swallowed, as of a server that hangs. */
async function startFreezer(target: URL): Promise<{ server: Server; port: number; freeze(): void }> {
  let frozen = false;
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    const outgoing = connect(Number(target.port), target.hostname);
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    incoming.on("data", (chunk) => frozen || outgoing.write(chunk));
    outgoing.on("data", (chunk) => frozen || incoming.write(chunk));
    incoming.on("close", () => outgoing.destroy());
    outgoing.on("close", () => frozen || incoming.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.once("close", () => {
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  return {
    server,
    port: address.port,
    freeze() {
      frozen = true;
    },
  };
}

test("with a Git server that hangs, those that wait are told so before the end, and it ends in time", async () => {
  const target = new URL(platform.settings.GIT_URL ?? "");
  const freezer = await startFreezer(target);
  const url = new URL(target);
  url.port = String(freezer.port);
  const api = await start("hanging", { GIT_URL: url.href, GIT_POLL_SECONDS: "3600" });
  freezer.freeze();
  const running = Array.from({ length: 5 }, (_, index) => create(api, `hanging-${index}`));
  await vi.waitFor(
    async () => {
      const metrics = await (await fetch(`${api.url}/api/metrics`)).text();
      expect(metrics).toContain("storeplane_commit_queue 5");
    },
    { timeout: 20_000 },
  );
  const ended = api.stop();
  const answers = await Promise.all(running);
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
  for (const answer of answers) expect(answer.headers.get("retry-after")).not.toBeNull();
  // Not in time it would be 1.
  expect(await ended).toBe(0);
  freezer.server.close();
  const inGit = await storesInGit();
  for (let index = 0; index < 5; index += 1) expect(inGit).not.toContain(`hanging-${index}`);
});

test("a second signal ends it at once", async () => {
  const api = await start("impatient", { DRAIN_DELAY_SECONDS: "3" });
  const ended = api.stop();
  await vi.waitFor(() => expect(api.lines.join("\n")).toContain('"msg":"Stopping"'), { timeout: 20_000 });
  api.signal("SIGTERM");
  expect(await ended).toBe(1);
});
