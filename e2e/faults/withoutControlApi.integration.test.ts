import { randomBytes } from "node:crypto";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, waitForReady, waitForStore } from "../api.ts";
import { applicationStatus } from "../cluster.ts";
import { platform } from "../platform.ts";
import { whileStopped } from "../processes.ts";
import { cloneStores, type StoresCheckout } from "../storesCheckout.ts";
import { medusaValuesFile } from "../valuesFiles.ts";

const threeMinutes = { timeoutMs: 180_000 };

let checkout: StoresCheckout;
beforeAll(async () => {
  checkout = await cloneStores(platform.gitUrl);
});
afterAll(() => checkout.remove());

test("with the control API and PostgreSQL stopped, a values file that is pushed, changed and reverted by hand deploys within 3 minutes", async () => {
  const name = `plain-git-${randomBytes(2).toString("hex")}`;
  const path = `stores/p/${name}.yaml`;
  const deployed = async (revision: string) => {
    const status = await applicationStatus(name);
    return status?.sync === "Synced" && status.health === "Healthy" && status.operationRevision === revision;
  };
  await whileStopped(["control-api", "postgres"], async () => {
    const added = await checkout.push(path, medusaValuesFile("Plain Git"), `add ${name}`);
    await waitUntil("the pushed store is deployed", () => deployed(added), threeMinutes);
    const changed = await checkout.push(path, medusaValuesFile("Plainer Git"), `rename ${name}`);
    await waitUntil("the change is deployed", () => deployed(changed), threeMinutes);
    const reverted = await checkout.revert(changed);
    await waitUntil("the revert is deployed", () => deployed(reverted), threeMinutes);
  });
  await waitForReady(name, 120);
  expect((await call("DELETE", `/stores/${name}?confirm=${name}`)).status).toBe(202);
  await waitForStore(name, "gone", (found) => found === undefined, 120);
}, 600_000);
