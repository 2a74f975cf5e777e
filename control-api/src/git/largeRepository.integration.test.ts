import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { storePath } from "../stores/storePath.ts";
import type { StoresRepository } from "./storesRepository.ts";
import { put } from "./testing/testChange.ts";
import { startTestRepository, type TestRepository, testStoreName, testValues } from "./testing/testRepository.ts";

const size = 10_000;
let remote: TestRepository;
let stores: StoresRepository;
beforeAll(async () => {
  remote = await startTestRepository({ stores: size });
  stores = await remote.open();
  await vi.waitFor(() => expect(stores.snapshot()?.files.size).toBe(size), { timeout: 60_000, interval: 50 });
}, 120_000);
afterAll(() => remote.close());

describe("10,000 stores", () => {
  it("are all known with the commit that made each", async () => {
    const name = testStoreName(4321);
    expect(stores.snapshot()?.files.get(storePath(name))?.firstCommit.subject).toBe(`add ${name}`);
    expect(await stores.history({ path: storePath(name), limit: 10 })).toHaveLength(1);
  });

  it("share what did not change between one snapshot and the next", async () => {
    const before = stores.snapshot();
    const path = storePath(testStoreName(7));
    await stores.commit(put("acme", testValues("Acme")));
    const after = stores.snapshot();
    expect(after?.files.size).toBe(size + 1);
    expect(after?.files.get(path)).toBe(before?.files.get(path));
    expect(before?.files.has(storePath("acme"))).toBe(false);
  });

  it("answer questions of ancestry and history", async () => {
    const tip = stores.snapshot()?.revision ?? "";
    const file = stores.snapshot()?.files.get(storePath(testStoreName(0)));
    const first = file?.lastCommit.id ?? "";
    expect(await stores.isAncestor(first, tip)).toBe(true);
    expect(await stores.isAncestor(tip, first)).toBe(false);
    expect(await stores.history({ path: storePath(testStoreName(0)), limit: 20 })).toEqual([file?.lastCommit]);
  });

  it("are written one by one by packs of some hundred bytes", async () => {
    const names = Array.from({ length: 5 }, (_, index) => `extra-${index}`);
    for (const name of names) await stores.commit(put(name, testValues(name)));
    await remote.git("--git-dir", remote.repository, "fsck", "--connectivity-only");
  });
});
