import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { ChangeRefusedError, GitUnavailableError, IdempotencyKeyReusedError } from "./errors.ts";
import { startCuttingProxy } from "./testing/cuttingProxy.ts";
import { put } from "./testing/testChange.ts";
import { startTestRepository, type TestRepository, testValues } from "./testing/testRepository.ts";

let remote: TestRepository;
afterEach(() => remote.close());

const countOf = async (subject: string) => {
  const log = await remote.git("--git-dir", remote.repository, "log", "--format=%s", "main");
  return log.split("\n").filter((line) => line === subject).length;
};

describe("a Git server that is away", () => {
  it("makes a change fail with nothing changed, and the next one works when it is back", async () => {
    remote = await startTestRepository({ stores: 1 });
    const stores = await remote.open();
    await remote.stopServer();
    const before = stores.snapshot();
    await expect(stores.commit(put("acme", testValues("Acme")))).rejects.toThrow(GitUnavailableError);
    await expect(stores.refresh()).rejects.toThrow(GitUnavailableError);
    expect(stores.snapshot()).toEqual(before);
    await remote.startServer();
    await stores.commit(put("acme", testValues("Acme")));
    expect(await countOf("create store acme")).toBe(1);
  });

  it("is waited for at the start, and so is the first commit", async () => {
    remote = await startTestRepository({ empty: true });
    const stores = await remote.open();
    expect(stores.snapshot()).toBeUndefined();
    await expect(stores.commit(put("acme", testValues("Acme")))).rejects.toThrow(GitUnavailableError);
    const ada = await remote.clone("ada");
    await ada.commit("first", { "README.md": "hello\n" });
    await ada.push();
    await expect.poll(() => stores.snapshot()?.files.size).toBe(0);
  });

  it("ends its waiting when the repository is closed", async () => {
    remote = await startTestRepository({ stores: 1 });
    await remote.stopServer();
    const stores = await remote.open();
    expect(stores.snapshot()).toBeUndefined();
    await stores.close();
    await expect(stores.commit(put("acme", testValues("Acme")))).rejects.toThrow(/shutting down/);
    await remote.startServer();
  });
});

describe("a branch that stays locked on the Git server", () => {
  it("makes a change fail with what is in the way and how it goes, and the next one works when it is gone", async () => {
    remote = await startTestRepository({ stores: 1 });
    const stores = await remote.open({ commitLimitMs: 2000 });
    const lock = join(remote.repository, "refs/heads/main.lock");
    await writeFile(lock, "");
    const refused = stores.commit(put("acme", testValues("Acme")));
    await expect(refused).rejects.toThrow(GitUnavailableError);
    await expect(refused).rejects.toThrow(
      /branch is locked .* nothing was changed; .* remove the branch's \.lock file/,
    );
    await rm(lock);
    await stores.commit(put("acme", testValues("Acme")));
    expect(await countOf("create store acme")).toBe(1);
  });
});

describe("an answer that gets lost", () => {
  it("makes one commit, whether the caller asks again or not", async () => {
    remote = await startTestRepository({ stores: 1 });
    const proxy = await startCuttingProxy(remote.url);
    try {
      const stores = await remote.open({ url: proxy.url });
      proxy.cutAnswers = 1;
      const change = { ...put("acme", testValues("Acme")), requestId: "key-1", bodyHash: "body-1" };
      const first = await stores.commit(change);
      expect(first.replayed).toBe(false);
      const again = await stores.commit({ ...change });
      expect(again).toEqual({ commit: first.commit, replayed: true });
      expect(await countOf("create store acme")).toBe(1);
    } finally {
      await proxy.close();
    }
  });

  it("is found out by another process that gets the same request after this one was killed", async () => {
    remote = await startTestRepository({ stores: 1 });
    const proxy = await startCuttingProxy(remote.url);
    const change = { ...put("acme", testValues("Acme")), requestId: "key-1", bodyHash: "body-1" };
    const killed = await remote.open({ url: proxy.url, commitLimitMs: 3000 });
    proxy.cutAnswers = 1;
    proxy.downAfterCut = true;
    const answer = await killed.commit(change).catch((error: unknown) => error);
    await killed.close();
    await proxy.close();
    expect(proxy.pushes()).toBe(1);
    expect(answer).toMatchObject({ name: "GitUnavailableError", outcomeUnknown: true });

    const next = await remote.open();
    const result = await next.commit(change);
    expect(result).toMatchObject({ replayed: true, commit: { subject: "create store acme", requestId: "key-1" } });
    await expect(next.commit({ ...change, bodyHash: "body-2" })).rejects.toThrow(IdempotencyKeyReusedError);
    expect(await countOf("create store acme")).toBe(1);
  });

  it("is one commit also when the same request comes twice at once", async () => {
    remote = await startTestRepository({ stores: 1 });
    const stores = await remote.open();
    const change = { ...put("acme", testValues("Acme")), requestId: "key-1", bodyHash: "body-1" };
    const [one, two] = await Promise.all([stores.commit(change), stores.commit(change)]);
    expect(one.commit).toEqual(two.commit);
    expect([one.replayed, two.replayed]).toEqual([false, true]);
  });
});

describe("a push race", () => {
  it("with a person ends with both commits, and with the newer state seen by the precondition", async () => {
    remote = await startTestRepository({ stores: 1 });
    const stores = await remote.open();
    const ada = await remote.clone("ada");
    for (let round = 0; round < 5; round += 1) {
      await ada.commit(`by hand ${round}`, { [`stores/h/hand-${round}.yaml`]: testValues("Hand") });
      await ada.push();
      await stores.commit(put(`race-${round}`, testValues("Race")));
      await ada.pull();
    }
    expect(stores.snapshot()?.files.size).toBe(11);
    await ada.commit("taken", { "stores/t/taken.yaml": testValues("Hers") });
    await ada.push();
    await expect(stores.commit(put("taken", testValues("Ours")))).rejects.toThrow(/exists already/);
    await ada.commit("given back", { "stores/t/taken.yaml": undefined });
    await ada.push();
    await stores.commit(put("taken", testValues("Ours")));
  });

  it("of two control APIs loses none of their commits", async () => {
    remote = await startTestRepository({ stores: 1 });
    const both = await Promise.all([remote.open(), remote.open()]);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        both[index % 2]?.commit(put(`both-${index}`, testValues(`Shop ${index}`))),
      ),
    );
    const snapshots = await Promise.all(both.map((stores) => stores.refresh()));
    expect(snapshots.map((snapshot) => snapshot.files.size)).toEqual([21, 21]);
    expect(snapshots[0]?.revision).toBe(snapshots[1]?.revision);
  });
});

describe("changes that come together", () => {
  it("join the push that has to be made again", async () => {
    remote = await startTestRepository({ stores: 1 });
    const proxy = await startCuttingProxy(remote.url);
    try {
      const stores = await remote.open({ url: proxy.url });
      const ada = await remote.clone("ada");
      await ada.commit("by hand", { "stores/h/hand.yaml": testValues("Hand") });
      await ada.push();
      const first = stores.commit(put("first", testValues("First")));
      // The first is on its way now, in vain.
      for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
      const others = ["second", "third"].map((name) => stores.commit(put(name, testValues(name))));
      await Promise.all([first, ...others]);
      expect(proxy.pushes()).toBe(2);
    } finally {
      await proxy.close();
    }
  });

  it("share one push also when they write the same text, which a pack may hold once only", async () => {
    remote = await startTestRepository({ stores: 1 });
    const proxy = await startCuttingProxy(remote.url);
    try {
      const stores = await remote.open({ url: proxy.url });
      await Promise.all(
        Array.from({ length: 40 }, (_, index) => stores.commit(put(`same-${index}`, testValues("Same")))),
      );
      expect(proxy.pushes()).toBe(1);
      await stores.refresh();
      expect(stores.snapshot()?.files.size).toBe(41);
    } finally {
      await proxy.close();
    }
  });
});

describe("a hook that refuses", () => {
  it("is quoted, and only the change that it means fails", async () => {
    remote = await startTestRepository({ stores: 1 });
    const stores = await remote.open();
    const [bad, good] = await Promise.allSettled([
      stores.commit(put("bad", testValues("Bad", "plan: huge\n"))),
      stores.commit(put("good", testValues("Good"))),
    ]);
    expect(bad).toMatchObject({ status: "rejected", reason: expect.any(ChangeRefusedError) });
    expect(String((bad as PromiseRejectedResult).reason)).toMatch(/stores\/b\/bad\.yaml[\s\S]*"small", "large"/);
    expect(good.status).toBe("fulfilled");
    expect([...(stores.snapshot()?.files.keys() ?? [])].sort()).toEqual([
      "stores/a/ashop-00000.yaml",
      "stores/g/good.yaml",
    ]);
  });
});

describe("a clone that is damaged", () => {
  it("is made again when it is opened", async () => {
    remote = await startTestRepository({ stores: 3 });
    const folder = join(remote.folder, "own");
    const first = await remote.open({ folder });
    await first.close();
    await rm(join(folder, "objects"), { recursive: true });
    const second = await remote.open({ folder });
    expect(second.snapshot()?.files.size).toBe(3);
    await second.commit(put("acme", testValues("Acme")));
  });

  it("is made again when an object turns out to be missing", async () => {
    remote = await startTestRepository({ stores: 1 });
    const folder = join(remote.folder, "own");
    const stores = await remote.open({ folder });
    const { commit } = await stores.commit(put("acme", testValues("Acme")));
    await stores.commit(put("acme", testValues("Acme 2"), { kind: "present" }));
    await stores.refresh();
    for (const entry of await readdir(join(folder, "objects"))) {
      // What was pushed last may still be on its way into the clone.
      if (/^[0-9a-f]{2}$/.test(entry)) await rm(join(folder, "objects", entry), { recursive: true, maxRetries: 10 });
    }
    const { files } = await stores.diff(commit.id);
    expect(files).toEqual([{ path: "stores/a/acme.yaml", after: testValues("Acme") }]);
  });

  it("or of another repository is replaced", async () => {
    remote = await startTestRepository({ stores: 2 });
    const folder = join(remote.folder, "own");
    await remote.git("clone", "--quiet", "--bare", remote.url, folder);
    await remote.git("--git-dir", folder, "config", "remote.origin.url", "http://127.0.0.1:1/other.git");
    const stores = await remote.open({ folder });
    expect(stores.snapshot()?.files.size).toBe(2);
  });
});
