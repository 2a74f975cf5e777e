import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { createAll } from "../testing/creators.ts";
import { tally } from "../testing/ledger.ts";
import { type ProcessPlatform, startProcessPlatform } from "../testing/processPlatform.ts";
import { storeNameOf } from "../testing/storeNames.ts";
import { extent, settleFault } from "./extent.ts";

let platform: ProcessPlatform;
beforeAll(async () => {
  platform = await startProcessPlatform({ stores: Array.from({ length: 20 }, (_, index) => storeNameOf(index)) });
});
afterAll(() => platform.close());

const count = extent(60, 500);
const get = async (path: string) =>
  z
    .looseObject({ total: z.number().optional(), status: z.string().optional() })
    .parse(await (await fetch(`${platform.apis[0]?.url}/api${path}`)).json());

it("without PostgreSQL stores are listed and created as ever; when it is back, the audit log has all of them", async () => {
  await platform.postgres.stop();
  const urls = platform.apis.map(({ url }) => url);
  const sent = await createAll({ urls, creators: 16, nameOf: (index) => storeNameOf(20 + index), most: count });
  expect((await get("/stores?limit=1")).total).toBe(20 + count);
  expect((await get("/health")).status).toBe("degraded");
  const found = await tally(sent, platform.readRepository);
  await settleFault("PostgreSQL gone", found);
  expect(found.acknowledged).toBe(count);
  await platform.postgres.start();
  const recorded = async () =>
    await platform.postgres.query("select count(*)::int as n from audit_log where outcome = 'ok'");
  await expect.poll(recorded, { timeout: 30_000 }).toEqual([{ n: count }]);
}, 120_000);
