import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NothingToCommitError, PreconditionFailedError, UnknownCommitError } from "./errors.ts";
import type { StoresRepository } from "./storesRepository.ts";
import { put } from "./testing/testChange.ts";
import { startTestRepository, type TestRepository, testValues } from "./testing/testRepository.ts";

let remote: TestRepository;
let stores: StoresRepository;
beforeEach(async () => {
  remote = await startTestRepository({ stores: 3 });
  stores = await remote.open();
});
afterEach(() => remote.close());

const onRemote = (path: string) =>
  remote.git("--git-dir", remote.repository, "show", `main:${path}`).catch(() => undefined);
const subjects = async () =>
  (await remote.git("--git-dir", remote.repository, "log", "--format=%s", "main")).split("\n");
const acme = "stores/a/acme.yaml";

describe("a change", () => {
  it("is one signed commit that is on the remote when it is answered", async () => {
    const created = await stores.commit({ ...put("acme", testValues("Acme")), reason: "why not" });
    expect(created).toMatchObject({
      replayed: false,
      commit: { verified: true, actor: "alice@example.com", operation: "create", reason: "why not" },
    });
    expect(await onRemote(acme)).toBe(testValues("Acme").trim());
    const file = stores.snapshot()?.files.get(acme);
    expect(file).toMatchObject({ text: testValues("Acme"), lastCommit: created.commit, firstCommit: created.commit });

    const blob = { kind: "blob", blobId: file?.blobId ?? "" } as const;
    const edited = await stores.commit(put("acme", testValues("Acme 2"), blob));
    expect(stores.snapshot()?.files.get(acme)).toMatchObject({
      lastCommit: edited.commit,
      firstCommit: created.commit,
    });

    await stores.commit(put("acme", undefined));
    expect(await onRemote(acme)).toBeUndefined();
    expect(stores.snapshot()?.files.has(acme)).toBe(false);
    const history = await stores.history({ path: acme, limit: 10 });
    expect(history.map((commit) => commit.operation)).toEqual(["delete", "update", "create"]);
    await remote.git("--git-dir", remote.repository, "fsck", "--strict");
    // The clone takes what was pushed behind the answer's back.
    await stores.close();
    await remote.git("--git-dir", `${remote.folder}/clone-1`, "fsck", "--strict");
  });

  it("is refused with what is wrong when its precondition does not hold, and commits nothing", async () => {
    await stores.commit(put("acme", testValues("Acme")));
    const before = await subjects();
    await expect(stores.commit(put("acme", testValues("Other")))).rejects.toThrow(PreconditionFailedError);
    await expect(stores.commit(put("nobody", undefined))).rejects.toThrow(/does not exist/);
    const stale = put("acme", testValues("New"), { kind: "blob", blobId: "0".repeat(40) });
    await expect(stores.commit(stale)).rejects.toMatchObject({ kind: "blob", path: acme });
    const same = put("acme", testValues("Acme"), { kind: "present" });
    await expect(stores.commit(same)).rejects.toThrow(NothingToCommitError);
    await expect(
      stores.commit({
        ...put("acme", ""),
        edits: [{ path: "README.md/x", precondition: { kind: "absent" }, apply: () => "x" }],
      }),
    ).rejects.toThrow(PreconditionFailedError);
    expect(await subjects()).toEqual(before);
  });

  it("passes on what its edits throw, and harms no other change of the same batch", async () => {
    const broken = put("broken", testValues("Broken"));
    const failing = {
      ...broken,
      edits: broken.edits.map((edit) => ({
        ...edit,
        apply: () => {
          throw new RangeError("not like this");
        },
      })),
    };
    const results = await Promise.allSettled([
      stores.commit(put("one", testValues("One"))),
      stores.commit(failing),
      stores.commit(put("two", testValues("Two"))),
      stores.commit(put("two", testValues("Two again"))),
    ]);
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected"]);
    expect(results[1]).toMatchObject({ reason: expect.any(RangeError) });
    expect(results[3]).toMatchObject({ reason: expect.any(PreconditionFailedError) });
  });

  it("shares a push with others that come while one is under way, in order, each as its own commit", async () => {
    const names = Array.from({ length: 50 }, (_, index) => `batch-${index}`);
    const before = await remote.git("--git-dir", remote.repository, "reflog", "show", "main");
    const results = await Promise.all(names.map((name) => stores.commit(put(name, testValues(name)))));
    expect(new Set(results.map((result) => result.commit.id)).size).toBe(50);
    expect((await subjects()).slice(0, 50).reverse()).toEqual(names.map((name) => `create store ${name}`));
    const after = await remote.git("--git-dir", remote.repository, "reflog", "show", "main");
    expect(after.split("\n").length - before.split("\n").filter(Boolean).length).toBeLessThanOrEqual(3);
    expect(stores.snapshot()?.files.size).toBe(53);
  });

  it("is taken back while it waits when the caller gives up", async () => {
    const first = stores.commit(put("one", testValues("One")));
    const gone = new AbortController();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = stores.commit(put("two", testValues("Two")), gone.signal);
    gone.abort(new Error("caller is gone"));
    await expect(second).rejects.toThrow("caller is gone");
    await first;
    expect(await onRemote("stores/t/two.yaml")).toBeUndefined();
  });

  it("may be empty to confirm deletions, and names them", async () => {
    const { commit } = await stores.commit({
      ...put("acme", ""),
      operation: "confirm-deletions",
      subject: "confirm 2 deletions",
      body: "one\ntwo",
      edits: [],
    });
    expect(commit.body).toMatch(/^one\ntwo\n\nStoreplane-Actor/);
    expect(stores.snapshot()?.revision).toBe(commit.id);
    await expect(stores.commit({ ...put("acme", ""), edits: [] })).rejects.toThrow(NothingToCommitError);
  });
});

describe("the known tip", () => {
  it("follows pushes by people, tells listeners and knows who did what", async () => {
    const listener = vi.fn();
    const stop = stores.onSnapshot(listener);
    const ada = await remote.clone("ada");
    const pushed = await ada.commit("by hand", { [acme]: testValues("Acme"), "stores/c/cshop-00002.yaml": undefined });
    await ada.push();
    const before = stores.snapshot();
    const snapshot = await stores.refresh();
    expect(snapshot.revision).toBe(pushed);
    expect(listener).toHaveBeenCalledExactlyOnceWith(snapshot, before);
    expect(snapshot.files.get(acme)?.lastCommit).toMatchObject({ id: pushed, verified: false, subject: "by hand" });
    expect(snapshot.files.has("stores/c/cshop-00002.yaml")).toBe(false);
    expect(before?.files.has("stores/c/cshop-00002.yaml")).toBe(true);
    stop();
    await stores.commit(put("other", testValues("Other")));
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it("shows a file whose merge was pushed with the commit that changed it", async () => {
    const ada = await remote.clone("ada");
    const mine = await ada.commit("by hand", { [acme]: testValues("Acme") });
    const { commit: other } = await stores.commit(put("other", testValues("Other")));
    await ada.pull();
    await ada.push();
    const snapshot = await stores.refresh();
    expect(snapshot.files.get(acme)?.lastCommit.id).toBe(mine);
    expect(snapshot.files.get("stores/o/other.yaml")?.lastCommit).toEqual(other);
    expect(await stores.isAncestor(other.id, snapshot.revision)).toBe(true);
    expect(await stores.isAncestor(mine, snapshot.revision)).toBe(true);
    expect(await stores.isAncestor(snapshot.revision, mine)).toBe(false);
    expect(await stores.isAncestor(mine, other.id)).toBe(false);
    const { files } = await stores.diff(snapshot.revision);
    expect(files.map((file) => file.path)).toEqual(["stores/o/other.yaml"]);
  });

  it("starts anew when the history was rewritten", async () => {
    await stores.commit(put("acme", testValues("Acme")));
    const old = stores.snapshot()?.revision ?? "";
    await remote.git("--git-dir", remote.repository, "update-ref", "refs/heads/main", `${old}~2`);
    const snapshot = await stores.refresh();
    expect(snapshot.files.size).toBe(2);
    expect(await stores.isAncestor(old, snapshot.revision)).toBe(false);
    await expect(stores.isAncestor(snapshot.revision, old)).rejects.toThrow(UnknownCommitError);
    await expect(stores.diff(old)).rejects.toThrow(UnknownCommitError);
    expect((await stores.history({ limit: 100 })).length).toBe(3);
  });

  it("reads charts and schemas, and says what is not there", async () => {
    expect(await stores.readFile("charts/medusa/1.0.0/Chart.yaml")).toMatch(/name: medusa/);
    expect(await stores.readFile("charts/medusa/9.9.9/Chart.yaml")).toBeUndefined();
    expect(await stores.readFile("charts/medusa")).toBeUndefined();
    expect(await stores.readFolder("charts/medusa/1.0.0")).toEqual(["Chart.yaml", "values.schema.json"]);
    expect(await stores.readFolder("charts/nothing")).toEqual([]);
  });

  it("pages through its history, newest first", async () => {
    const all = await stores.history({ limit: 100 });
    expect(all.map((commit) => commit.subject)).toEqual([
      "add cshop-00002",
      "add bshop-00001",
      "add ashop-00000",
      "seed",
    ]);
    const rest = await stores.history({ limit: 2, after: all[1]?.id ?? "" });
    expect(rest).toEqual(all.slice(2));
  });
});
