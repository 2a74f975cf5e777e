import { afterEach, beforeEach, expect, it } from "vitest";
import { ChangeRefusedError, IdempotencyKeyReusedError, PreconditionFailedError } from "../errors.ts";
import type { ProposalResult, PullRequest } from "../proposals.ts";
import type { Change } from "../storesRepository.ts";
import { put } from "../testing/testChange.ts";
import {
  silent,
  startTestRepository,
  type TestRepository,
  testSigningKey,
  testValues,
} from "../testing/testRepository.ts";
import { type GitHubOptions, openGitHubStoresRepository } from "./openGitHubStoresRepository.ts";
import { type FakeGitHub, startFakeGitHub, testToken } from "./testing/fakeGitHub.ts";

let remote: TestRepository;
let gitHub: FakeGitHub;
let opened: Awaited<ReturnType<typeof openGitHubStoresRepository>>[];

beforeEach(async () => {
  remote = await startTestRepository({ stores: 2 });
  gitHub = await startFakeGitHub(remote.repository);
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map(({ repository }) => repository.close()));
  await gitHub.close();
  await remote.close();
  expect(gitHub.faults).toEqual([]);
});

async function open(options: Partial<GitHubOptions> = {}) {
  const folder = `${remote.folder}/hub-${opened.length}`;
  const one = await openGitHubStoresRepository(
    { url: gitHub.url, branch: "main", folder, signingKey: testSigningKey, log: silent },
    {
      login: { kind: "token", token: testToken },
      pushIntervalMs: 0,
      labels: ["storeplane"],
      autoMerge: "off",
      writesPerMinute: 10_000,
      notificationPauseMs: 0,
      ...options,
    },
  );
  opened.push(one);
  return one;
}

function pullRequestOf(result: ProposalResult): PullRequest {
  if (result.kind !== "proposed") throw new Error("it was committed");
  return result.pullRequest;
}

const tip = () => remote.git("--git-dir", remote.repository, "rev-parse", "main");
const acme = "stores/a/acme.yaml";
const keyed = (change: Change): Change => ({ ...change, requestId: "key-1", bodyHash: "body-1" });

it("a proposal is a pull request that says who, why and what, and leaves the branch alone", async () => {
  const { proposals } = await open();
  const before = await tip();
  const change = { ...put("acme", testValues("Acme")), reason: "for @everybody, `now`" };
  const result = await proposals.propose(change);
  expect(result).toMatchObject({ kind: "proposed", replayed: false });
  expect(await tip()).toBe(before);
  const [pull] = gitHub.pulls.all;
  expect(pull).toMatchObject({ title: "create store acme", base: "main", labels: ["storeplane"] });
  expect(pull?.body).toContain("+  displayName: Acme");
  expect(pull?.body).toContain("alice@\u200bexample.com");
  expect(pull?.body).toContain("for @\u200beverybody, \\`now\\`");
  expect(proposals.open()).toMatchObject([
    {
      number: 1,
      url: expect.stringMatching(/\/pull\/1$/),
      state: "open",
      ours: true,
      operation: "create",
      actor: "alice@example.com",
      autoMerge: false,
      files: [{ path: acme, status: "added", text: testValues("Acme") }],
    },
  ]);
});

it("a merge by a person makes it a commit of the branch, with its trailers believed", async () => {
  const { proposals, repository } = await open();
  const proposed = pullRequestOf(await proposals.propose(put("acme", testValues("Acme"))));
  await gitHub.pulls.merge(proposed.number);
  await proposals.refresh(undefined, proposed.number);
  expect(proposals.open()).toEqual([]);
  expect(repository.snapshot()?.files.get(acme)?.lastCommit).toMatchObject({
    verified: true,
    actor: "alice@example.com",
    operation: "create",
  });
});

it("a pull request that is closed is no longer shown", async () => {
  const { proposals } = await open();
  const { number } = pullRequestOf(await proposals.propose(put("acme", testValues("Acme"))));
  gitHub.pulls.get(number).state = "closed";
  await proposals.refresh();
  expect(proposals.open()).toEqual([]);
});

it("the same request is one pull request: at once, later, from another process, and after its merge", async () => {
  const { proposals } = await open();
  const change = keyed(put("acme", testValues("Acme")));
  const [one, two] = await Promise.all([proposals.propose(change), proposals.propose(change)]);
  const other = await open();
  const three = await other.proposals.propose(change);
  expect([one, two, three].map(pullRequestOf).map(({ number }) => number)).toEqual([1, 1, 1]);
  expect(two).toMatchObject({ replayed: true });
  await expect(proposals.propose({ ...change, bodyHash: "body-2" })).rejects.toThrow(IdempotencyKeyReusedError);

  await gitHub.pulls.merge(1, "squash");
  const after = await proposals.propose(change);
  expect(after).toMatchObject({ kind: "proposed", replayed: true, pullRequest: { number: 1, state: "merged" } });
  expect(gitHub.pulls.all).toHaveLength(1);
});

it("a request whose commit is on the branch already is answered with it", async () => {
  const { proposals, repository } = await open();
  const change = keyed(put("acme", testValues("Acme")));
  const { commit } = await repository.commit(change);
  expect(await proposals.propose(change)).toEqual({ kind: "committed", commit });
  expect(gitHub.pulls.all).toEqual([]);
});

it("a branch that was left behind without its pull request gets it when the request comes again", async () => {
  const { proposals } = await open();
  const change = keyed(put("acme", testValues("Acme")));
  const create = gitHub.pulls.create.bind(gitHub.pulls);
  gitHub.pulls.create = async () => {
    gitHub.down = true;
    throw new Error("the process is gone");
  };
  await expect(proposals.propose(change)).rejects.toThrow();
  gitHub.faults.length = 0;
  gitHub.down = false;
  gitHub.pulls.create = create;
  const { proposals: next } = await open();
  expect(pullRequestOf(await next.propose(change))).toMatchObject({ number: 1, requestId: "key-1" });
});

it("what doesn't hold on the branch isn't proposed", async () => {
  const { proposals } = await open();
  const taken = put("ashop-00000", testValues("Mine"));
  await expect(proposals.propose(taken)).rejects.toThrow(PreconditionFailedError);
  expect(gitHub.calls.filter((call) => call.startsWith("POST"))).toEqual([]);
});

it("GitHub merges by itself where that is wanted and allowed, and people do where it isn't allowed", async () => {
  const { proposals } = await open({ autoMerge: "squash" });
  const one = pullRequestOf(await proposals.propose(put("one", testValues("One"))));
  expect(one.autoMerge).toBe(true);
  expect(gitHub.pulls.get(one.number).autoMerge).toBe("SQUASH");
  gitHub.allowsAutoMerge = false;
  expect(pullRequestOf(await proposals.propose(put("two", testValues("Two")))).autoMerge).toBe(false);
});

it("people's pull requests from branches of the repository are seen, those of forks and forged ones aren't believed", async () => {
  const ada = await remote.clone("ada");
  await ada.git("switch", "--quiet", "-c", "adas");
  await ada.commit("add by hand\n\nStoreplane-Actor: root\nStoreplane-Request: key-1", {
    "stores/h/hand.yaml": testValues("Hand"),
    "stores/a/ashop-00000.yaml": undefined,
  });
  await ada.git("push", "--quiet", "origin", "HEAD:refs/heads/adas");
  await gitHub.pulls.create({ title: "by hand", head: "adas", base: "main" });
  await ada.git("push", "--quiet", "origin", "HEAD:refs/heads/forked");
  await gitHub.pulls.create({ title: "from a fork", head: "forked", base: "main" }, true);
  const { proposals } = await open();
  await proposals.refresh();
  const [shown, ...rest] = proposals.open();
  expect(rest).toEqual([]);
  expect(shown).toMatchObject({ title: "by hand", ours: false, branch: "adas" });
  expect(shown).not.toHaveProperty("actor");
  expect(shown?.files).toEqual([
    { path: "stores/a/ashop-00000.yaml", status: "removed" },
    { path: "stores/h/hand.yaml", status: "added", text: testValues("Hand") },
  ]);
});

it("a limit of GitHub is told with the time to wait, and nothing is opened", async () => {
  const { proposals } = await open();
  gitHub.limited = { times: 1, retryAfter: 90 };
  await expect(proposals.propose(put("acme", testValues("Acme")))).rejects.toMatchObject({ retryAfter: 90 });
  expect(gitHub.pulls.all).toEqual([]);
  await expect(proposals.propose(put("acme", testValues("Acme")))).rejects.toMatchObject({
    name: "GitUnavailableError",
    retryAfter: expect.any(Number),
  });
});

it("a rule against branches of that name is the caller's to read", async () => {
  const { proposals } = await open();
  gitHub.refusesBranches = "Repository rule violations found: Cannot create ref due to creations being restricted.";
  await expect(proposals.propose(put("acme", testValues("Acme")))).rejects.toThrow(ChangeRefusedError);
});
