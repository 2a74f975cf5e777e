/** Changes that could take stores along, one worse than the other: what shouldn't go stays with its data, what should go goes. */
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { StoreDetail } from "@storeplane/scripts/apiClient.ts";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, getStore, waitForReady, waitForStore } from "../api.ts";
import { leftovers } from "../cluster.ts";
import { isHeld, isLeaving, mustBeConfirmed } from "../leavingStores.ts";
import { platform } from "../platform.ts";
import { crash, whileStopped } from "../processes.ts";
import { cloneStores, type StoresCheckout } from "../storesCheckout.ts";
import { forceBranch, onGitServer, pushPastHook, releaseTestCharts, treeWithout } from "../storesRepository.ts";
import {
  applicationSets,
  deleteAllSets,
  deleteApplicationByHand,
  plantWitness,
  type Witness,
  witnessOf,
} from "../witness.ts";

const run = randomBytes(2).toString("hex");
const names = ["acorn", "birch", "cedar", "daisy", "elder"].map((name) => `${name}-${run}`);
const [acorn = "", birch = "", cedar = "", daisy = "", elder = ""] = names;
const pathOf = (name: string) => `stores/${name[0]}/${name}.yaml`;
const witnesses = new Map<string, Witness>();
const gone: string[] = [];
let checkout: StoresCheckout;

beforeAll(async () => {
  checkout = await cloneStores(platform.gitUrl);
  await releaseTestCharts(checkout);
  for (const name of names) await add(name);
}, 240_000);

afterAll(async () => {
  for (const name of names) await call("DELETE", `/stores/${name}?confirm=${name}`).catch(() => undefined);
  await checkout.remove();
});

async function add(name: string): Promise<void> {
  const created = await call("POST", "/stores", { name, engine: "fragile" });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  await waitForReady(name);
  witnesses.set(name, await plantWitness(name));
}

/** Every store but those that went on purpose is there with the data it began with. */
async function expectNothingLost(...ofThese: readonly string[]): Promise<void> {
  for (const name of ofThese.length > 0 ? ofThese : names.filter((name) => !gone.includes(name))) {
    await waitForReady(name);
    expect(await witnessOf(name), name).toEqual(witnesses.get(name));
  }
}

/** Long enough for several looks of the deletion loop. */
const severalLooks = () => sleep(12_000);

async function removed(message: string, ...removedNames: readonly string[]): Promise<string> {
  await checkout.pull();
  for (const name of removedNames) await checkout.write(pathOf(name), undefined);
  await checkout.commit(message);
  return checkout.publish();
}

async function confirm(...confirmed: readonly string[]): Promise<void> {
  const answer = await call("POST", "/deletions/confirm", { names: confirmed });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

test("rm -r stores, pushed: nobody's shop goes without an administrator, and a git revert brings all files back", async () => {
  await checkout.pull();
  await rm(join(checkout.folder, "stores"), { recursive: true });
  await checkout.commit("oops");
  const oops = await checkout.publish();
  for (const name of names) await waitForStore(name, "waiting for an administrator", mustBeConfirmed, 60);
  await severalLooks();
  for (const name of names) expect(await witnessOf(name)).toEqual(witnesses.get(name));
  await checkout.revert(oops);
  await expectNothingLost();
});

test("more than three within an hour wait for an administrator, also over a restart, and go or stay one by one", async () => {
  const commit = await removed("tidy up", acorn, birch, cedar, daisy);
  await waitForStore(acorn, "waiting for an administrator", mustBeConfirmed, 60);
  await crash("control-api");
  await waitUntil("the control API is back", () => getStore(acorn).then(mustBeConfirmed, () => false), {
    timeoutMs: 60_000,
  });
  await severalLooks();
  expect(await witnessOf(acorn)).toEqual(witnesses.get(acorn));
  await confirm(acorn);
  // The word is a commit: it outlives the process that wrote it.
  await crash("control-api");
  gone.push(acorn);
  await waitUntil("the confirmed store is gone", async () => (await leftovers(acorn)).length === 0, {
    timeoutMs: 90_000,
  });
  await severalLooks();
  const undone = await call("POST", `/stores/${birch}/revert`, { commit });
  expect(undone.status, JSON.stringify(undone.body)).toBe(200);
  await expectNothingLost(birch);
  for (const name of [cedar, daisy])
    expect((await call("POST", `/stores/${name}/revert`, { commit })).status).toBe(200);
  await expectNothingLost();
});

test("a file removed by a push is brought back within the grace period by a git revert: its data was never touched", async () => {
  const commit = await removed("remove elder", elder);
  await waitForStore(elder, "leaving", isLeaving, 60);
  await checkout.revert(commit);
  await expectNothingLost(elder);
});

test("a history that was rewritten, replaced or cut short deletes nothing, whatever its tip lacks", async () => {
  const tip = await onGitServer("rev-parse", "main");
  const path = pathOf(cedar);
  const made = (await onGitServer("log", "--format=%H", "--diff-filter=A", tip, "--", path)).split("\n").at(-1);
  const orphan = await onGitServer("commit-tree", `${tip}^{tree}`, "-m", "all of it in one commit");
  const tree = await treeWithout(tip, path);
  const rewritten: readonly (readonly [what: string, commit: string])[] = [
    ["forced back to before the store was made", await onGitServer("rev-parse", `${made}^`)],
    ["another repository in its place", await onGitServer("commit-tree", tree, "-m", "a fresh start")],
    ["cut short, with the removal on top", await onGitServer("commit-tree", tree, "-p", orphan, "-m", "remove cedar")],
  ];
  try {
    for (const [what, commit] of rewritten) {
      await forceBranch(commit);
      await waitForStore(cedar, `held: ${what}`, isHeld, 60);
      await severalLooks();
      expect(await witnessOf(cedar), what).toEqual(witnesses.get(cedar));
      // So that the next one is seen to be held by itself.
      await forceBranch(tip);
      await waitForReady(cedar);
    }
  } finally {
    await forceBranch(tip);
  }
  await expectNothingLost();
}, 300_000);

test("a Git server that is away when the grace period ends deletes nothing, and what came back meanwhile stays", async () => {
  const commit = await removed("remove birch", birch);
  const leaving = await waitForStore(birch, "leaving", isLeaving, 60);
  const due = Date.parse(leaving?.deletion?.deleteAfter ?? new Date().toISOString());
  await whileStopped(["git-server"], async () => {
    // Brought back on the server's own disk, of which nobody is told.
    await forceBranch(await onGitServer("commit-tree", `${commit}^^{tree}`, "-p", commit, "-m", "bring birch back"));
    await sleep(Math.min(Math.max(0, due - Date.now()), 120_000) + 12_000);
    expect(await witnessOf(birch)).toEqual(witnesses.get(birch));
  });
  await expectNothingLost(birch);
}, 300_000);

test("ApplicationSets can't be deleted, in no way, and Applications neither", async () => {
  const before = await applicationSets();
  for (const way of ["Foreground", "Background", "Orphan"] as const)
    await expect(deleteAllSets(way)).rejects.toThrow(/allow-deletion/);
  await expect(deleteApplicationByHand(daisy)).rejects.toThrow(/remove their files from Git instead/);
  expect(await applicationSets()).toEqual(before);
  await expectNothingLost();
});

test.each([
  ["engine", (text: string) => text.replace("engine: fragile", "engine: medusa")],
  ["cluster", (text: string) => text.replace("engine: fragile", "engine: fragile\n  cluster: elsewhere")],
])(
  "another %s, pushed past the hook, blocks the store over a restart, takes no data, and one revert mends it",
  async (what, change) => {
    await checkout.pull();
    const before = await checkout.read(pathOf(elder));
    await checkout.write(pathOf(elder), change(before));
    await checkout.commit(`another ${what} for elder`);
    const commit = await pushPastHook(checkout);
    const isBlocked = (found: StoreDetail | undefined) =>
      found?.status.phase === "Blocked" && found.status.reason.includes(commit.slice(0, 8));
    await waitForStore(elder, "blocked", isBlocked, 60);
    await crash("control-api");
    await waitUntil("it is blocked after a restart, too", () => getStore(elder).then(isBlocked, () => false), {
      timeoutMs: 60_000,
    });
    const undone = await call("POST", `/stores/${elder}/revert`, { commit });
    expect(undone.status, JSON.stringify(undone.body)).toBe(200);
    await waitForReady(elder);
    expect(await witnessOf(elder)).toMatchObject(witnesses.get(elder) ?? {});
  },
  300_000,
);

test("what should go goes, leaves nothing behind and is not made anew by a stale view of the repository", async () => {
  const leave = async (name: string) => {
    await waitUntil(`${name} is gone`, async () => (await leftovers(name)).length === 0, { timeoutMs: 120_000 });
    gone.push(name);
  };
  expect((await call("DELETE", `/stores/${daisy}?confirm=${daisy}`)).status).toBe(202);
  await leave(daisy);
  const commit = await removed("remove cedar", cedar);
  const leaving = await waitForStore(cedar, "leaving", isLeaving, 60);
  // Whatever else was removed within the hour counts, too.
  if (mustBeConfirmed(leaving)) await confirm(cedar);
  else expect(Date.parse(leaving?.deletion?.deleteAfter ?? "")).toBeGreaterThan(Date.now() - 60_000);
  expect(leaving?.deletion?.commit?.id).toBe(commit);
  await leave(cedar);
  // The repo-server keeps what it knows of the branch for up to a minute.
  await sleep(75_000);
  for (const name of gone) expect(await leftovers(name), name).toEqual([]);
  await expectNothingLost();
}, 360_000);
