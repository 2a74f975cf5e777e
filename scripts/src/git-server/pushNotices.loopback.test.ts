import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { prepareBareRepository } from "./bareRepository.ts";
import { type PushNotices, startPushNotices } from "./pushNotices.ts";

const run = promisify(execFile);

interface Received {
  readonly to: string;
  readonly event: string | undefined;
  readonly body: unknown;
}

let folder: string;
let repository: string;
let receiver: Server;
let received: Received[];
/** Status that each path answers with; "hang" never answers. */
let answers: Record<string, number | "hang">;
let address: string;
let notices: PushNotices | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-notices-"));
  repository = join(folder, "stores.git");
  await prepareBareRepository(repository, "main");
  received = [];
  answers = {};
  receiver = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on("end", () => {
      const to = request.url ?? "";
      received.push({ to, event: request.headers["x-github-event"]?.toString(), body: JSON.parse(text) });
      const answer = answers[to] ?? 200;
      if (answer !== "hang") response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const bound = receiver.address();
  address = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : ""}`;
});

afterEach(async () => {
  await notices?.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

/** Commits straight into the bare repository, as if past the server. */
async function commit(files: Record<string, string | undefined>): Promise<string> {
  const lines = ["commit refs/heads/main", "committer A <a@example.com> 1700000000 +0000", "data 1", "x"];
  if (await tip()) lines.push(`from ${await tip()}`);
  for (const [path, text] of Object.entries(files)) {
    if (text === undefined) lines.push(`D ${path}`);
    else lines.push(`M 644 inline ${path}`, `data ${text.length}`, text);
  }
  const child = run("git", ["--git-dir", repository, "fast-import", "--quiet"]);
  child.child.stdin?.end(`${lines.join("\n")}\n`);
  await child;
  return (await tip()) ?? "";
}

async function tip(): Promise<string | undefined> {
  const { stdout } = await run("git", ["--git-dir", repository, "for-each-ref", "--format=%(objectname)"]);
  return stdout.trim() || undefined;
}

async function start(pollMs = 60_000) {
  notices = await startPushNotices({
    repository,
    branch: "main",
    url: "http://127.0.0.1:7410/stores.git",
    controlApi: `${address}/control-api`,
    argocd: [`${address}/argocd`, `${address}/sets`],
    pollMs,
    limitMs: 2_000,
    retryDelayMs: 20,
    log: pino({ level: "silent" }),
  });
  return notices;
}

async function until(condition: () => boolean) {
  const end = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`nothing of the kind was received, only ${JSON.stringify(received)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const to = (path: string) => received.filter((notice) => notice.to === path);

describe("notices of pushes", () => {
  it("tell the control API what moved, and leave telling Argo CD to it", async () => {
    const before = await commit({ "stores/a/acme.yaml": "1" });
    const { check, close } = await start();
    const after = await commit({ "stores/a/acme.yaml": "2" });
    check();
    await until(() => received.length > 0);
    await close();
    expect(received).toEqual([
      { to: "/control-api", event: undefined, body: { ref: "refs/heads/main", before, after } },
    ]);
  });

  it.each([["is down", 503] as const, ["hangs", "hang"] as const])(
    "tell Argo CD what was added, modified and removed when the control API %s",
    async (_, answer) => {
      answers["/control-api"] = answer;
      const before = await commit({ "stores/a/acme.yaml": "1", "stores/b/beta.yaml": "1" });
      const { check } = await start();
      const after = await commit({
        "stores/a/acme.yaml": "2",
        "stores/b/beta.yaml": undefined,
        "stores/c/ce.yaml": "1",
      });
      check();
      await until(() => to("/argocd").length > 0 && to("/sets").length > 0);
      expect(to("/control-api")).toHaveLength(2);
      expect(to("/argocd")[0]).toEqual({
        to: "/argocd",
        event: "push",
        body: {
          ref: "refs/heads/main",
          before,
          after,
          repository: { html_url: "http://127.0.0.1:7410/stores", default_branch: "main" },
          commits: [
            {
              id: after,
              added: ["stores/c/ce.yaml"],
              modified: ["stores/a/acme.yaml"],
              removed: ["stores/b/beta.yaml"],
            },
          ],
        },
      });
    },
  );

  it("tell Argo CD later, and all of it, when it was down too", async () => {
    answers = { "/control-api": 503, "/argocd": 503 };
    const before = await commit({ a: "1" });
    const { check } = await start();
    await commit({ a: "2" });
    check();
    await until(() => to("/argocd").length === 2 && to("/sets").length === 1);
    answers = { "/control-api": 503 };
    const after = await commit({ b: "2" });
    check();
    await until(() => to("/argocd").length === 3);
    expect(to("/argocd")[2]?.body).toMatchObject({ before, after, commits: [{ added: ["b"], modified: ["a"] }] });
  });

  it("find commits that came past the server by themselves, the first of a new repository too", async () => {
    await start(30);
    const after = await commit({ a: "1" });
    await until(() => received.length > 0);
    expect(received[0]?.body).toEqual({ ref: "refs/heads/main", before: "0".repeat(40), after });
  });
});
