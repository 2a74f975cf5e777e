import { randomBytes } from "node:crypto";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import { expect, test } from "vitest";
import { call, getStore, waitForReady, waitForStore } from "../api.ts";
import { apiServerAnswers } from "../cluster.ts";
import { whileStopped } from "../processes.ts";

test("with the API server away the status is Unknown with what was last known; when it is back, watches recover within 10 seconds", async () => {
  const name = `steady-shop-${randomBytes(2).toString("hex")}`;
  expect((await call("POST", "/stores", { name, engine: "medusa" })).status).toBe(201);
  await waitForReady(name, 120);
  await whileStopped(["kube-apiserver"], async () => {
    await waitForStore(name, "Unknown", (found) => found?.status.phase === "Unknown", 45);
    expect((await getStore(name))?.status).toMatchObject({ phase: "Unknown", lastKnownPhase: "Ready" });
  });
  await waitUntil("the API server is back", apiServerAnswers, { timeoutMs: 30_000 });
  await waitUntil("the status is live again", async () => (await getStore(name))?.status.phase !== "Unknown", {
    timeoutMs: 10_000,
  });
  await waitForReady(name, 120);
  await call("DELETE", `/stores/${name}?confirm=${name}`);
  await waitForStore(name, "gone", (found) => found === undefined, 120);
});
