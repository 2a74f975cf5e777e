/** From every bad state one revert leads back to Ready, whether it comes over the API or by a push. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, getStore, waitForReady, waitForStore } from "../api.ts";
import { type HandPlayedNode, handPlayedNode, waiting } from "../handPlayedNode.ts";
import { platform } from "../platform.ts";
import { cloneStores, type StoresCheckout } from "../storesCheckout.ts";
import { pushPastHook, releaseTestCharts } from "../storesRepository.ts";
import { plantWitness, type Witness, witnessOf } from "../witness.ts";

const name = `glass-${randomBytes(2).toString("hex")}`;
const path = `stores/g/${name}.yaml`;
let checkout: StoresCheckout;
let node: HandPlayedNode;
let witness: Witness;

beforeAll(async () => {
  checkout = await cloneStores(platform.gitUrl);
  await releaseTestCharts(checkout);
  node = await handPlayedNode(`by-hand-${name}`);
  const created = await call("POST", "/stores", { name, engine: "fragile" });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  await waitForReady(name);
  witness = await plantWitness(name);
});

afterAll(async () => {
  await call("DELETE", `/stores/${name}?confirm=${name}`).catch(() => undefined);
  await node.remove();
  await checkout.remove();
});

/** A change over the API; the commit's id. */
async function change(values: object): Promise<string> {
  const { status, body } = await call("PATCH", `/stores/${name}`, { values }, { "if-match": "*" });
  expect(status, JSON.stringify(body)).toBe(200);
  return (body as { commit: { id: string } }).commit.id;
}

/** A change that no check lets through; the commit's id. */
async function smuggle(edit: (text: string) => string): Promise<string> {
  await checkout.pull();
  await checkout.write(path, edit(await checkout.read(path)));
  await checkout.commit("an edit past all checks");
  return pushPastHook(checkout);
}

async function told(words: RegExp): Promise<void> {
  await waitForStore(name, `told ${words}`, (found) => words.test(found?.status.reason ?? ""), 90);
}

type Undo = (commit: string) => Promise<void>;
const byApi: Undo = async (commit) => {
  const { status, body } = await call("POST", `/stores/${name}/revert`, { commit });
  expect(status, JSON.stringify(body)).toBe(200);
};
const byPush: Undo = async (commit) => {
  await checkout.revert(commit);
};

const states: readonly (readonly [state: string, breakIt: () => Promise<string>, reason: RegExp, undo: Undo])[] = [
  [
    "an image that doesn't exist",
    async () => {
      const commit = await change({ node: node.name, image: { tag: "nope" } });
      const message = 'Back-off pulling image "registry.k8s.io/pause:nope": ErrImagePull: not found';
      await node.report(name, "shop-", waiting("ImagePullBackOff", message));
      return commit;
    },
    /The image registry\.k8s\.io\/pause:nope can't be pulled/,
    byApi,
  ],
  [
    "a crash loop",
    async () => {
      const commit = await change({ node: node.name, message: "crash" });
      const last = { exitCode: 3, message: "Error: no settings" };
      await node.report(
        name,
        "shop-",
        waiting("CrashLoopBackOff", "back-off 40s restarting failed container=shop", last),
      );
      return commit;
    },
    /crashes again and again with exit code 3\. Its last words: Error: no settings/,
    byPush,
  ],
  [
    "a hook that fails",
    () => change({ hook: "fail", message: "a hook alone starts no sync" }),
    /Job prepare|tried again/,
    byApi,
  ],
  [
    "a hook that hangs",
    () => change({ hook: "hang", message: "it hangs" }),
    /prepare.* finds no room|prepare is still running/,
    byPush,
  ],
  ["a quota that is exceeded", () => change({ cpu: "2" }), /over the store's quota/, byApi],
  ["a pod that fits on no node", () => change({ cpu: "500m", node: "", hook: "hang" }), /finds no room/, byApi],
  ["a file that can't be parsed", () => smuggle((text) => `${text}broken: [\n`), /is no store/, byApi],
  [
    "a file without its store",
    () => smuggle((text) => text.replace(/^store:/m, "shop:")),
    /\/store is missing/,
    byPush,
  ],
  [
    "a chart version without a chart",
    () => smuggle((text) => text.replace(/chartVersion: .*/, "chartVersion: 9.9.9")),
    /isn't released in the repository/,
    byApi,
  ],
  [
    "values that break the schema",
    () => smuggle((text) => `${text}hook: sometimes\n`),
    /don't fit the engine's schema: .*hook/,
    byPush,
  ],
];

test.each(states)("%s: one revert, and it is Ready", async (state, breakIt, reason, undo) => {
  const commit = await breakIt();
  await told(reason);
  expect((await getStore(name))?.status.phase).not.toBe("Ready");
  const startedAt = Date.now();
  await undo(commit);
  const ready = await waitForStore(
    name,
    "Ready again",
    (found) => found?.status.phase === "Ready" && found.status.desiredRevision !== commit,
    90,
  );
  expect(ready?.status.liveRevision).toBeDefined();
  expect(await witnessOf(name)).toEqual(witness);
  console.log(`${state}: Ready ${((Date.now() - startedAt) / 1000).toFixed(1)} s after the undo`);
});

test("a migration in full swing isn't cut off by the commit that undoes it: it ends, and then the undo has its turn", async () => {
  const commit = await change({ hook: "hang", hookName: "migrate", node: node.name, message: "migrating" });
  await told(/migrate/);
  await node.report(name, "migrate-", { phase: "Running" });
  await byApi(commit);
  // Longer than a superseded operation is left alone.
  await sleep(10_000);
  expect((await getStore(name))?.status.phase).toBe("Updating");
  const over = { containerStatuses: [], phase: "Succeeded", conditions: [{ type: "Ready", status: "False" }] };
  await node.report(name, "migrate-", over);
  await waitForReady(name);
});
