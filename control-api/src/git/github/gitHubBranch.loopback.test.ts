import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ChangeRefusedError, GitUnavailableError } from "../errors.ts";
import type { Proposals } from "../proposals.ts";
import type { StoresRepository } from "../storesRepository.ts";
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
let opened: { repository: StoresRepository; proposals: Proposals }[];

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

async function open(
  options: Partial<GitHubOptions> = {},
  limits: { commitLimitMs?: number } = {},
): Promise<StoresRepository> {
  const one = await openGitHubStoresRepository(
    {
      url: gitHub.url,
      branch: "main",
      folder: `${remote.folder}/hub-${opened.length}`,
      signingKey: testSigningKey,
      log: silent,
      ...limits,
    },
    {
      login: { kind: "token", token: testToken },
      pushIntervalMs: 0,
      labels: [],
      autoMerge: "off",
      writesPerMinute: 10_000,
      notificationPauseMs: 0,
      ...options,
    },
  );
  opened.push(one);
  return one.repository;
}

const subjects = async () =>
  (await remote.git("--git-dir", remote.repository, "log", "--format=%s", "main")).split("\n");
const updates = () => gitHub.calls.filter((call) => call.startsWith("PATCH")).length;

describe("a change on GitHub", () => {
  it("is the very commit that was signed here, and is there when it is answered", async () => {
    const stores = await open();
    const { commit } = await stores.commit({ ...put("acme", testValues("Acme")), reason: "Übung macht 'den' Meister" });
    expect(commit).toMatchObject({ verified: true, actor: "alice@example.com", operation: "create" });
    expect(await remote.git("--git-dir", remote.repository, "rev-parse", "main")).toBe(commit.id);
    await stores.commit(put("acme", undefined));
    await remote.git("--git-dir", remote.repository, "fsck", "--strict");
    // Somebody who clones it anew believes the trailers, too.
    const other = await open();
    expect((await other.history({ path: "stores/a/acme.yaml", limit: 9 })).map(({ verified }) => verified)).toEqual([
      true,
      true,
    ]);
  });

  it("shares one update of the branch with others that come at once", async () => {
    const stores = await open({ pushIntervalMs: 200 });
    const names = Array.from({ length: 20 }, (_, index) => `batch-${index}`);
    await Promise.all(names.map((name) => stores.commit(put(name, testValues(name)))));
    expect((await subjects()).slice(0, 20).reverse()).toEqual(names.map((name) => `create store ${name}`));
    expect(updates()).toBe(1);
    await stores.commit(put("later", testValues("Later")));
    expect(updates()).toBe(2);
  });

  it("is made again on what somebody else pushed in between, and loses nothing", async () => {
    const stores = await open();
    const ada = await remote.clone("ada");
    let rounds = 2;
    gitHub.beforeUpdate = async () => {
      if (rounds === 0) return;
      rounds -= 1;
      await ada.commit(`by hand ${rounds}`, { [`stores/h/hand-${rounds}.yaml`]: testValues("Hand") });
      await ada.push();
    };
    await stores.commit(put("acme", testValues("Acme")));
    expect((await subjects()).slice(0, 3)).toEqual(["create store acme", "by hand 0", "by hand 1"]);
    expect(stores.snapshot()?.files.has("stores/h/hand-0.yaml")).toBe(true);
  });

  it("is one commit when the answer gets lost, and when the same request comes again", async () => {
    const stores = await open();
    gitHub.lostAnswers = 1;
    const change = { ...put("acme", testValues("Acme")), requestId: "key-1", bodyHash: "body-1" };
    const first = await stores.commit(change);
    const again = await (await open()).commit(change);
    expect(again).toEqual({ commit: first.commit, replayed: true });
    expect((await subjects()).filter((subject) => subject === "create store acme")).toHaveLength(1);
  });

  it("still gets there with its signature where GitHub's API alters commits", async () => {
    gitHub.alters = true;
    const stores = await open();
    const { commit } = await stores.commit(put("acme", testValues("Acme")));
    expect(await remote.git("--git-dir", remote.repository, "rev-parse", "main")).toBe(commit.id);
  });

  it.each([
    [422, "Repository rule violations found\n\nChanges must be made through a pull request."],
    [403, "Protected branch update failed for refs/heads/main."],
  ])("is refused by a protected branch (%d) in GitHub's words, with the way out", async (status, words) => {
    const stores = await open();
    gitHub.protection = { status, words };
    const error = await stores.commit(put("acme", testValues("Acme"))).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ChangeRefusedError);
    expect(String(error)).toContain(words.split("\n").at(-1));
    expect(String(error)).toContain('"mode": "pull-request"');
    expect(stores.snapshot()?.files.has("stores/a/acme.yaml")).toBe(false);
  });
});

describe("GitHub's limits", () => {
  it("are waited for when it takes a moment", async () => {
    const stores = await open();
    gitHub.limited = { times: 1, retryAfter: 1 };
    await stores.commit(put("acme", testValues("Acme")));
    expect((await subjects())[0]).toBe("create store acme");
  });

  it("are told to callers when it takes longer, to those who come meanwhile too, and nothing is changed", async () => {
    const stores = await open();
    gitHub.limited = { times: 1, retryAfter: 90 };
    await expect(stores.commit(put("acme", testValues("Acme")))).rejects.toMatchObject({ retryAfter: 90 });
    const calls = gitHub.calls.length;
    const refused = await stores.commit(put("other", testValues("Other"))).catch((reason: unknown) => reason);
    expect(refused).toBeInstanceOf(GitUnavailableError);
    expect(refused).toMatchObject({ outcomeUnknown: false, retryAfter: expect.any(Number) });
    expect(gitHub.calls.length).toBe(calls);
    expect((await subjects())[0]).not.toMatch(/create/);
  });

  it("make a caller whose turn would come too late go away unharmed", async () => {
    const stores = await open({ pushIntervalMs: 5_000 }, { commitLimitMs: 1_000 });
    await stores.commit(put("acme", testValues("Acme")));
    await expect(stores.commit(put("other", testValues("Other")))).rejects.toMatchObject({
      name: "GitUnavailableError",
      retryAfter: 5,
    });
  });
});

describe("an App", () => {
  it("is let in with tokens for its installation, which are replaced when GitHub takes them back", async () => {
    const stores = await open({ login: gitHub.app });
    await stores.commit(put("one", testValues("One")));
    expect(gitHub.tokens).toHaveLength(1);
    gitHub.expireTokens();
    await stores.commit(put("two", testValues("Two")));
    expect(gitHub.tokens).toHaveLength(2);
    const ada = await remote.clone("ada");
    await ada.commit("by hand", { "stores/h/hand.yaml": testValues("Hand") });
    await ada.push();
    expect((await stores.refresh()).files.has("stores/h/hand.yaml")).toBe(true);
    expect(gitHub.calls.filter((call) => call.endsWith("/access_tokens"))).toHaveLength(2);
  });

  it("is told what is wrong when it isn't installed there", async () => {
    const other = await startFakeGitHub(remote.repository);
    const stores = await open({ login: other.app });
    await other.close();
    await expect(stores.refresh()).rejects.toThrow(/GITHUB_APP_ID/);
  });
});

describe("an outage of GitHub", () => {
  it("changes nothing, and the next change after it works", async () => {
    const stores = await open({}, { commitLimitMs: 6_000 });
    gitHub.down = true;
    await expect(stores.commit(put("acme", testValues("Acme")))).rejects.toThrow(GitUnavailableError);
    await expect(stores.refresh()).rejects.toThrow(GitUnavailableError);
    gitHub.down = false;
    await stores.commit(put("acme", testValues("Acme")));
    expect((await subjects()).filter((subject) => subject === "create store acme")).toHaveLength(1);
  });
});
