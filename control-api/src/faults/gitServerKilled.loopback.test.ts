import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAll, startCreators } from "../testing/creators.ts";
import { tally } from "../testing/ledger.ts";
import { type ProcessPlatform, startProcessPlatform } from "../testing/processPlatform.ts";
import { storeNameOf } from "../testing/storeNames.ts";
import { extent, settleFault } from "./extent.ts";

let platform: ProcessPlatform;
beforeAll(async () => {
  platform = await startProcessPlatform();
});
afterAll(() => platform.close());

const kills = extent(3, 20);

it("a Git server killed in the middle of pushes loses nothing that was acknowledged, and makes nothing twice", async () => {
  const load = startCreators({
    urls: platform.apis.map(({ url }) => url),
    creators: 32,
    nameOf: storeNameOf,
    most: 100_000,
    retryFor: 60_000,
  });
  const acknowledged = () => load.sent.filter(({ commit }) => commit !== undefined).length;
  for (let kill = 0; kill < kills; kill += 1) {
    const before = acknowledged();
    await expect.poll(acknowledged, { timeout: 60_000, interval: 10 }).toBeGreaterThan(before);
    // Under this load a push is under way nearly always.
    await sleep(Math.random() * 150);
    await platform.git.kill();
    await sleep(Math.random() * 500);
    await platform.git.start();
  }
  const sent = await load.finish();
  const found = await tally(sent, platform.readRepository);
  await settleFault(`Git server killed ${kills} times in the middle of pushes`, found);
  // Whoever repeats the request with its key until it is answered gets the store.
  expect(found.acknowledged).toBe(found.sent);
  await platform.readRepository("fsck", "--connectivity-only");
}, 600_000);

it("a Git server killed while it holds the branch's lock takes changes again once it is back", async () => {
  const { repository, git, apis } = platform;
  // Between taking the lock and moving the branch, where a kill by chance meets it once in a thousand times.
  const holdOnce = '[ "$1" != prepared ] || [ -e held ] || { touch held; sleep 60; }\n';
  await writeFile(join(repository, "hooks/reference-transaction"), `#!/bin/sh\n${holdOnce}`, { mode: 0o755 });
  const load = createAll({
    urls: apis.map(({ url }) => url),
    creators: 1,
    nameOf: (index) => `locked-${index}`,
    most: 1,
    retryFor: 60_000,
  });
  await expect.poll(() => readdir(repository), { timeout: 20_000, interval: 10 }).toContain("held");
  await git.kill();
  expect(await readdir(join(repository, "refs/heads"))).toContain("main.lock");
  await git.start();
  const sent = await load;
  expect(await tally(sent, platform.readRepository)).toMatchObject({ acknowledged: 1, lost: [], twice: [] });
}, 120_000);
