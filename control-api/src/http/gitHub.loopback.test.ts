/** The control API with its stores repository on GitHub: changes by pull request, and webhooks. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type FakeGitHub, startFakeGitHub, testToken, testWebhookSecret } from "../git/github/testing/fakeGitHub.ts";
import { type Answer, startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";
import * as shapes from "./schemas.ts";

let gitHub: FakeGitHub;
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(async (repository) => {
    gitHub = await startFakeGitHub(repository);
    return {
      GIT_PROVIDER: "github",
      GIT_URL: gitHub.url,
      // Webhooks alone bring the news.
      GIT_POLL_SECONDS: "3600",
      GITHUB_API_URL: `${new URL(gitHub.url).origin}/api/v3`,
      GITHUB_TOKEN: testToken,
      GITHUB_WEBHOOK_SECRET: testWebhookSecret,
      GITHUB_PUSH_INTERVAL_SECONDS: "0",
    };
  });
}, 120_000);
afterAll(async () => {
  await platform?.close();
  await gitHub?.close();
  expect(gitHub.faults).toEqual([]);
});

const medusa = (name: string, more: object = {}) => ({ name, engine: "medusa", ...more });

async function deliver(
  event: string,
  payload: object,
  change: { secret?: string; headers?: object } = {},
): Promise<Answer> {
  const { body, headers } = await gitHub.delivery(event, payload, change.secret);
  return await platform.call("POST", "/webhooks/github", body, { ...headers, ...change.headers });
}

const pulled = (number: number) => ({ action: "closed", pull_request: { number } });
const pushed = async (ref = "refs/heads/main") => ({ ref, after: (await tip()).trim() });

/** Fetches take their time on a busy machine. */
const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

async function tip(): Promise<string> {
  await platform.git("fetch", "--quiet", "origin");
  return await platform.git("rev-parse", "origin/main");
}

async function storeNamed(name: string) {
  const { status, body } = await platform.call("GET", `/stores/${name}`);
  return status === 404 ? undefined : shapes.storeDetail.parse(body);
}

test("a store is committed to GitHub at once unless told otherwise", async () => {
  const answer = await platform.call("POST", "/stores", medusa("direct"));
  expect(answer.status).toBe(201);
  expect((await tip()).trim()).toBe(shapes.changeResult.parse(answer.body).commit.id);
});

test("a store created by a pull request awaits its merge, and is there when somebody merged it", async () => {
  const before = await tip();
  const request = medusa("acme", { displayName: "Acme Shoes", mode: "pull-request", reason: "spring" });
  const answer = await platform.call("POST", "/stores", request, { "idempotency-key": "acme-1" });
  expect(answer.status).toBe(202);
  const { pullRequest } = shapes.proposedChange.parse(answer.body);
  expect(pullRequest).toMatchObject({ state: "open", operation: "create", actor: "dev@localhost" });
  expect(pullRequest.url).toMatch(/\/acme\/stores\/pull\/\d+$/);
  expect(await tip()).toBe(before);

  const awaited = await storeNamed("acme");
  expect(awaited).toMatchObject({
    displayName: "Acme Shoes",
    owner: "dev@localhost",
    status: { phase: "Pending", reason: expect.stringContaining("Awaiting merge") },
    pendingChanges: [{ number: pullRequest.number, state: "open" }],
  });
  const list = shapes.storeList.parse((await platform.call("GET", "/stores?search=acme")).body);
  expect(list.items.map(({ name }) => name)).toEqual(["acme"]);

  const again = await platform.call("POST", "/stores", request, { "idempotency-key": "acme-1" });
  expect(again.status).toBe(202);
  expect(shapes.proposedChange.parse(again.body).pullRequest.number).toBe(pullRequest.number);
  const rival = await platform.call("POST", "/stores", medusa("acme"));
  expect(rival.status).toBe(409);
  expect(rival.body.detail).toContain(`#${pullRequest.number}`);

  await gitHub.pulls.merge(pullRequest.number);
  expect((await deliver("pull_request", pulled(pullRequest.number))).status).toBe(202);
  await eventually(async () => {
    const store = await storeNamed("acme");
    expect(store?.pendingChanges).toBeUndefined();
    expect(store?.lastCommit).toMatchObject({ actor: "dev@localhost", reason: "spring", verified: true });
  });
});

test("a change of a store shows beside it until its pull request is closed", async () => {
  const changed = await platform.call(
    "PATCH",
    "/stores/direct",
    { displayName: "New", mode: "pull-request" },
    { "if-match": "*" },
  );
  expect(changed.status).toBe(202);
  const { pullRequest } = shapes.proposedChange.parse(changed.body);
  const store = await storeNamed("direct");
  expect(store).toMatchObject({ displayName: "direct", pendingChanges: [{ operation: "update" }] });
  gitHub.pulls.get(pullRequest.number).state = "closed";
  await deliver("pull_request", pulled(pullRequest.number));
  await eventually(async () => expect((await storeNamed("direct"))?.pendingChanges).toBeUndefined());
});

test.each([
  ["suspended", () => platform.call("POST", "/stores/direct/suspend", { mode: "pull-request" })],
  ["deleted", () => platform.call("DELETE", "/stores/direct?confirm=direct&mode=pull-request")],
])("a store can be %s by a pull request", async (_what, ask) => {
  const answer = await ask();
  expect(answer.status).toBe(202);
  const { pullRequest } = shapes.proposedChange.parse(answer.body);
  gitHub.pulls.get(pullRequest.number).state = "closed";
  await deliver("pull_request", pulled(pullRequest.number));
});

test("a protected branch says that a pull request is the way in", async () => {
  gitHub.protection = { status: 422, words: "Changes must be made through a pull request." };
  const refused = await platform.call("POST", "/stores", medusa("guarded"));
  gitHub.protection = undefined;
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ type: "/problems/change-refused" });
  expect(refused.body.detail).toContain("pull-request");
});

test("a webhook of a push is a fetch at once, of a person's merge as of anybody's push", async () => {
  await platform.git("pull", "--quiet", "--rebase", "origin", "main");
  await platform.git("commit", "--quiet", "--allow-empty", "-m", "by hand");
  await platform.git("push", "--quiet", "origin", "HEAD:main");
  const newest = async () => {
    const { items } = shapes.commitList.parse((await platform.call("GET", "/changes?limit=1")).body);
    return items[0]?.subject;
  };
  expect(await newest()).not.toBe("by hand");
  await deliver("push", await pushed("refs/heads/other"));
  await deliver("push", await pushed());
  await eventually(async () => expect(await newest()).toBe("by hand"));
});

test("forged and unreadable webhooks are refused, and neither they nor stale ones move anything", async () => {
  const payload = await pushed();
  expect((await deliver("push", payload, { secret: "somebody else's secret" })).status).toBe(401);
  expect(
    (await deliver("push", payload, { headers: { "x-hub-signature-256": `sha256=${"0".repeat(64)}` } })).status,
  ).toBe(401);
  const unsigned = await platform.call("POST", "/webhooks/github", payload, {
    "x-github-event": "push",
    "x-github-delivery": "unsigned",
  });
  expect(unsigned.status).toBe(401);
  expect((await platform.call("POST", "/webhooks/github", payload)).status).toBe(400);
  expect((await deliver("push", { ref: 1 })).status).toBe(400);
  expect((await deliver("ping", { zen: "Keep it logically awesome." })).status).toBe(202);
  const stale = { ref: "refs/heads/main", after: (await platform.git("rev-parse", "origin/main~1")).trim() };
  const { status } = await deliver("push", stale);
  expect(status).toBe(202);
  expect((await platform.call("GET", "/platform")).body).toMatchObject({ git: { revision: (await tip()).trim() } });
});

test("a webhook that comes again does nothing", async () => {
  const number = gitHub.pulls.all.at(-1)?.number ?? 0;
  const { body, headers } = await gitHub.delivery("pull_request", pulled(number));
  const looks = () => gitHub.calls.filter((call) => call === `GET /repos/acme/stores/pulls/${number}`).length;
  const before = looks();
  expect((await platform.call("POST", "/webhooks/github", body, headers)).status).toBe(202);
  await eventually(() => expect(looks()).toBe(before + 1));
  expect((await platform.call("POST", "/webhooks/github", body, headers)).status).toBe(202);
  // A delivery after it has been dealt with: so the repeated one has, too.
  await deliver("pull_request", pulled(number));
  await eventually(() => expect(looks()).toBe(before + 2));
});

test("a limit of GitHub is a 503 that says when to come back", async () => {
  gitHub.limited = { times: 1, retryAfter: 20 };
  const answer = await platform.call("POST", "/stores", medusa("later"));
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("20");
  expect(await storeNamed("later")).toBeUndefined();
});
