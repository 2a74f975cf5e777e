import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runGit } from "./gitProcess.ts";
import type { StoresRepository } from "./storesRepository.ts";
import { put } from "./testing/testChange.ts";
import { startTestRepository, type TestRepository, testValues } from "./testing/testRepository.ts";

/** What was pushed last may still be on its way into the clone. */
const whole = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 };

/** What happens to a clone on a disk; each is done while nobody has it open, or while it is in use. */
const damages: Readonly<Record<string, (clone: string) => Promise<void>>> = {
  "all objects are gone": (clone) => rm(join(clone, "objects"), whole),
  "one object is gone": async (clone) => {
    const [loose] = await looseObjects(clone);
    await rm(loose ?? (await packFile(clone, ".pack")));
  },
  "a pack is cut off": async (clone) => cutOff(await packFile(clone, ".pack")),
  "the index of a pack is half written": async (clone) => cutOff(await packFile(clone, ".idx")),
  "a loose object is cut off": async (clone) => {
    for (const object of await looseObjects(clone)) await cutOff(object);
  },
  "the branch is empty": (clone) => writeFile(join(clone, "refs/heads/main"), ""),
  "the branch names a commit that isn't there": (clone) =>
    writeFile(join(clone, "refs/heads/main"), `${"1".repeat(40)}\n`),
  "the branch is gone": async (clone) => {
    await rm(join(clone, "refs/heads/main"), { force: true });
    await rm(join(clone, "packed-refs"), { force: true });
  },
  "the configuration is torn": (clone) => writeFile(join(clone, "config"), "[core]\n\trepositoryformatver"),
  "the commit graph is garbage": async (clone) => {
    await mkdir(join(clone, "objects/info"), { recursive: true });
    await writeFile(join(clone, "objects/info/commit-graph"), "garbage");
  },
  "locks were left by killed processes": async (clone) => {
    const locks = ["refs/heads/main.lock", "packed-refs.lock", "config.lock", "shallow.lock", "HEAD.lock"];
    for (const lock of locks) await writeFile(join(clone, lock), "");
  },
  "it is an empty folder": async (clone) => {
    await rm(clone, whole);
    await mkdir(clone);
  },
};

let remote: TestRepository;
let folder: string;
let stores: StoresRepository;
beforeEach(async () => {
  remote = await startTestRepository({ stores: 3 });
  folder = join(remote.folder, "own");
  stores = await remote.open({ folder });
  // Both loose objects and a pack, and a branch in a file of its own.
  await stores.commit(put("first", testValues("First")));
  await stores.refresh();
  await stores.close();
  await runGit(["repack", "-a", "-d", "--quiet"], { gitdir: folder, limitMs: 20_000 });
  await runGit(["update-ref", "refs/heads/main", "HEAD"], { gitdir: folder, limitMs: 20_000 });
  stores = await remote.open({ folder });
  await stores.commit(put("second", testValues("Second")));
});
afterEach(() => remote.close());

describe.each(Object.entries(damages))("a clone of which %s", (_, damage) => {
  it("is mended when the process starts, and takes changes", async () => {
    await stores.close();
    await damage(folder);
    const again = await remote.open({ folder });
    expect(again.snapshot()?.files.size).toBe(5);
    await again.commit(put("third", testValues("Third")));
    await settled(again);
    // A commit graph that can't be read is left aside by Git, and written anew when it is time to.
    await runGit(["-c", "core.commitGraph=false", "fsck", "--strict"], { gitdir: folder, limitMs: 20_000 });
  });

  it("is mended while it is in use, and loses no change", async () => {
    await damage(folder);
    const person = await remote.clone("person");
    await person.commit("by hand", { "stores/h/hand.yaml": testValues("Hand") });
    await person.push();
    await stores.commit(put("third", testValues("Third")));
    const { files } = await stores.refresh();
    expect([...files.keys()].filter((path) => !path.includes("shop-")).sort()).toEqual([
      "stores/f/first.yaml",
      "stores/h/hand.yaml",
      "stores/s/second.yaml",
      "stores/t/third.yaml",
    ]);
    for (const { id } of await stores.history({ limit: 20 })) await stores.diff(id);
    await person.git("fetch", "--quiet");
    expect(await person.git("rev-parse", "origin/main")).toBe(stores.snapshot()?.revision);
  });
});

it("repairs damage that many stumble over at once only once", async () => {
  await rm(join(folder, "objects"), whole);
  const ids = (await stores.history({ limit: 20 })).map(({ id }) => id);
  const diffs = await Promise.all([...ids, ...ids].map((id) => stores.diff(id)));
  expect(diffs).toHaveLength(ids.length * 2);
});

it("removes what a killed process left half done, and nothing else", async () => {
  await stores.close();
  const left = ["objects/pack/tmp_pack_Xy12", "objects/ab/tmp_obj_Zz", "objects/info/commit-graphs/x.lock"];
  for (const file of left) {
    await mkdir(join(folder, file, ".."), { recursive: true });
    await writeFile(join(folder, file), "half");
  }
  const pack = await packFile(folder, ".pack");
  const again = await remote.open({ folder });
  expect(again.snapshot()?.files.size).toBe(5);
  for (const file of left) await expect(stat(join(folder, file))).rejects.toThrow(/ENOENT/);
  await stat(pack);
});

async function settled(repository: StoresRepository): Promise<void> {
  await repository.refresh();
  await repository.close();
}

async function looseObjects(clone: string): Promise<string[]> {
  const entries = await readdir(join(clone, "objects"), { recursive: true, withFileTypes: true });
  return entries
    .filter(({ name, parentPath }) => /^[0-9a-f]{38}$/.test(name) && /\/[0-9a-f]{2}$/.test(parentPath))
    .map(({ name, parentPath }) => join(parentPath, name));
}

async function packFile(clone: string, kind: ".pack" | ".idx"): Promise<string> {
  const folderOfPacks = join(clone, "objects/pack");
  const name = (await readdir(folderOfPacks)).find((file) => file.endsWith(kind));
  if (name === undefined) throw new Error("the clone has no pack");
  return join(folderOfPacks, name);
}

/** To half its length; as another file, since Git writes its own read-only. */
async function cutOff(file: string): Promise<void> {
  const whole = await readFile(file);
  await rm(file);
  await writeFile(file, whole.subarray(0, Math.floor(whole.length / 2)));
}
