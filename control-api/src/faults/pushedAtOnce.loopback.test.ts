import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newValuesFile } from "../stores/newValuesFile.ts";
import { startCreators } from "../testing/creators.ts";
import { tally } from "../testing/ledger.ts";
import { type ProcessPlatform, startProcessPlatform } from "../testing/processPlatform.ts";
import { type PushingPerson, pushingPerson } from "../testing/pushingPerson.ts";
import { storeNameOf } from "../testing/storeNames.ts";
import { extent, settleFault } from "./extent.ts";

let platform: ProcessPlatform;
let person: PushingPerson;
beforeAll(async () => {
  platform = await startProcessPlatform({ replicas: 2 });
  person = await pushingPerson(platform);
});
afterAll(() => platform.close());

const seconds = extent(8, 60);

it("two control APIs and a person who push at once lose none of their commits", async () => {
  const load = startCreators({
    urls: platform.apis.map(({ url }) => url),
    creators: 24,
    nameOf: storeNameOf,
    most: 100_000,
    retryFor: 30_000,
  });
  const until = Date.now() + seconds * 1000;
  const pushed: string[] = [];
  for (let index = 0; Date.now() < until; index += 1) {
    const name = `by-hand-${index}`;
    const text = newValuesFile({ engine: "medusa", chartVersion: "1.0.0", owner: "paula@example.com" });
    pushed.push(await person.push(name, text));
    await sleep(100);
  }
  const sent = await load.finish();
  const found = await tally(sent, platform.readRepository);
  await settleFault(`two control APIs and a person push at once for ${seconds} s`, found);
  expect(found.acknowledged).toBe(found.sent);
  const history = new Set((await platform.readRepository("log", "--format=%H", "main")).split("\n"));
  expect(pushed.filter((id) => !history.has(id))).toEqual([]);
  // Each replica sees what the other and the person did.
  const total = sent.length + pushed.length;
  for (const { url } of platform.apis) {
    const known = async () => await (await fetch(`${url}/api/stores?limit=1`)).json();
    await expect.poll(known, { timeout: 20_000 }).toMatchObject({ total });
  }
}, 300_000);
