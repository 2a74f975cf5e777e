/** docs/api.md can't lie: its examples are sent in their order, and answered as it says. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { restic } from "../../../scripts/src/tools/restic.ts";
import { type FakeCluster, startFakeCluster } from "../testing/fakeCluster.ts";
import { applicationObject, applicationsPath, runStore } from "../testing/fakeStoreObjects.ts";
import { releaseChart } from "../testing/releaseChart.ts";
import { backupsNamespace, testBackups } from "../testing/resticRepository.ts";
import { startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";
import { differences, type Example, missingLines, readExamples } from "./apiExamples.ts";
import { routes } from "./routes/routes.ts";
import { storeList } from "./schemas.ts";

const examples = readExamples(await readFile(resolve(import.meta.dirname, "../../../docs/api.md"), "utf8"));
/** How long an answer may take to become what the page says, in ms: a status follows its commit. */
const patience = 20_000;

let platform: TestPlatform;
let cluster: FakeCluster;
const captured = new Map<string, string>();
beforeAll(async () => {
  cluster = await startFakeCluster();
  platform = await startTestPlatform(
    { GIT_POLL_SECONDS: "1", BACKUPS_NAMESPACE: backupsNamespace, RESTIC: restic },
    (file) => cluster.writeKubeconfig(file),
  );
  await releaseChart(platform, "medusa", "1.0.0", "1.1.0");
  await testBackups(cluster, platform.folder).backUp("acme-shoes");
  runStore(cluster, "acme-shoes");
});
afterAll(async () => {
  await platform?.close();
  await cluster?.close();
});

/** Argo CD's part: every store as its last commit says. */
async function deploy(): Promise<void> {
  const { items } = storeList.parse((await platform.call("GET", "/stores?limit=500")).body);
  for (const { name, chartVersion, lastCommit } of items)
    if (lastCommit) cluster.put(applicationsPath, applicationObject(name, lastCommit.id, { chartVersion }));
}

function filled(text: string): string {
  return text.replace(/\$([A-Z]+)\b/g, (_whole, name: string) => captured.get(name) ?? `$${name}`);
}

async function send({ method, target, headers, body, kind, answer }: Example) {
  const stopping = AbortSignal.timeout(patience);
  const response = await fetch(platform.url + filled(target), {
    method,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value)])),
    ...(body !== undefined && { body: filled(body) }),
    signal: stopping,
  });
  let text = "";
  const decoder = new TextDecoder();
  const streamed = response.headers.get("content-type")?.startsWith("text/event-stream");
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (streamed && missingLines(answer, text).length === 0) break;
  }
  if (kind === "text") return { response, faults: missingLines(answer, text), value: undefined };
  const value: unknown = JSON.parse(text);
  return { response, faults: differences(JSON.parse(answer), value), value };
}

function capture({ target }: Example, { response, value }: { response: Response; value: unknown }): void {
  const etag = response.headers.get("etag");
  if (etag !== null) captured.set("ETAG", etag);
  const id = idAt(value, "commit", "id") ?? idAt(value, "items", "0", "id");
  if (id !== undefined && /^[0-9a-f]{40}$/.test(id)) captured.set("COMMIT", id);
  const own = idAt(value, "id");
  if (own !== undefined && target === "/api/upgrades") captured.set("UPGRADE", own);
  if (own !== undefined && target === "/api/tokens") captured.set("TOKEN", own);
}

function idAt(value: unknown, ...steps: readonly string[]): string | undefined {
  let at = value;
  for (const step of steps) at = typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined;
  return typeof at === "string" ? at : undefined;
}

describe("docs/api.md", () => {
  test("has an example of every route, and of no other", () => {
    const shown = new Set(examples.map(({ method, target }) => routeOf(method, target)));
    expect(shown).not.toContain(undefined);
    const missing = routes.filter((route) => !shown.has(route)).map(({ method, path }) => `${method} ${path}`);
    expect(missing, "add an example to docs/api.md").toEqual([]);
  });

  test.each(examples)("line $line: $method $target is answered $status as shown", async (example) => {
    const deadline = Date.now() + patience;
    for (;;) {
      if (example.method === "GET") await deploy();
      const answer = await send(example);
      const faults = answer.response.status === example.status ? answer.faults : [`status ${answer.response.status}`];
      // Only what changes nothing can be asked again.
      if (faults.length > 0 && example.method === "GET" && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        continue;
      }
      expect(faults, JSON.stringify(answer.value)).toEqual([]);
      capture(example, answer);
      return;
    }
  });
});

function routeOf(method: string, target: string) {
  const path = target.replace(/^\/api/, "").split("?")[0] ?? "";
  const fits = routes.filter(
    (route) =>
      route.method === method.toLowerCase() && new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path),
  );
  // A fixed path is more telling than one with a name in it.
  return fits.find((route) => !route.path.includes("{")) ?? fits[0];
}
