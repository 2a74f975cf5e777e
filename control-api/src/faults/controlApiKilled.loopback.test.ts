import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAll, type Sent, sendAgain, startCreators } from "../testing/creators.ts";
import { tally } from "../testing/ledger.ts";
import { type ProcessPlatform, startProcessPlatform } from "../testing/processPlatform.ts";
import { storeNameOf } from "../testing/storeNames.ts";
import { extent, settleFault } from "./extent.ts";

let platform: ProcessPlatform;
beforeAll(async () => {
  platform = await startProcessPlatform();
});
afterAll(() => platform.close());

const kills = extent(4, 50);
const urls = () => platform.apis.map(({ url }) => url);
let names = 0;
const nextName = () => storeNameOf(names++);

it("a control API killed under load loses no change that it acknowledged, and repeating the others doubles none", async () => {
  const [api] = platform.apis;
  const all: Sent[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const load = startCreators({ urls: urls(), creators: 16, nameOf: nextName, most: 100_000 });
    const acknowledged = () => load.sent.filter(({ commit }) => commit !== undefined).length;
    await expect.poll(acknowledged, { timeout: 60_000, interval: 5 }).toBeGreaterThan(16);
    await sleep(Math.random() * 200);
    await api?.kill();
    const sent = await load.finish();
    // Nobody repeats anything yet: what was acknowledged is there, what was not is there once at most.
    const before = await tally(sent, platform.readRepository);
    expect({ lost: before.lost, twice: before.twice }).toEqual({ lost: [], twice: [] });
    await api?.start();
    const open = sent.filter(({ commit }) => commit === undefined);
    await sendAgain(open, urls());
    expect(open.filter(({ commit }) => commit === undefined)).toEqual([]);
    all.push(...sent);
  }
  await settleFault(`control API killed ${kills} times under load`, await tally(all, platform.readRepository));
}, 900_000);

it("a control API that is asked to stop under load answers what it has taken, and loses nothing", async () => {
  const [api] = platform.apis;
  const load = startCreators({ urls: urls(), creators: 32, nameOf: nextName, most: 100_000 });
  const acknowledged = () => load.sent.filter(({ commit }) => commit !== undefined).length;
  await expect.poll(acknowledged, { timeout: 60_000, interval: 5 }).toBeGreaterThan(32);
  const stopping = api?.stop();
  const sent = await load.finish();
  expect(await stopping).toBe(0);
  const found = await tally(sent, platform.readRepository);
  await settleFault("control API asked to stop under load", found);
  // Whoever got no commit got none: nothing was left behind unanswered.
  expect(found.inGit).toBe(found.acknowledged);
  await api?.start();
  expect(await createAll({ urls: urls(), creators: 1, nameOf: nextName, most: 1 })).toMatchObject([
    { statuses: [201] },
  ]);
}, 120_000);
