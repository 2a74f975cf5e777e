import { expect, test } from "vitest";
import { fixtureDetail, fixtureResources, fixtureStores } from "../../fixtures/stores.ts";
import type { StatusPhase } from "../api/types.ts";
import { storeProgress } from "./progressSteps.ts";

function progressIn(phase: StatusPhase, answers?: boolean) {
  const found = fixtureStores().find((store) => store.status.phase === phase);
  if (found === undefined) throw new Error(`the fixtures hold no store that is ${phase}`);
  return storeProgress(fixtureDetail(found), fixtureResources(found), answers);
}

test("a store that was just committed waits for its Application", () => {
  const { committed, application, parts, ready, shop } = progressIn("Pending");
  expect([committed.state, application.state, ready.state, shop.state]).toEqual([
    "done",
    "running",
    "waiting",
    "waiting",
  ]);
  expect(parts).toEqual([]);
});

test("parts are done as they get healthy, and those without a health are no step", () => {
  const { application, parts, ready } = progressIn("Provisioning");
  expect(application.state).toBe("done");
  expect(parts.map(({ resource, state }) => [resource.kind, state])).toContainEqual(["Deployment", "running"]);
  expect(parts.map(({ resource }) => resource.kind)).not.toContain("ConfigMap");
  expect(ready.state).toBe("running");
});

test("a Ready store is open only once its shop answers", () => {
  expect(progressIn("Ready").shop.state).toBe("running");
  expect(progressIn("Ready", false).shop.state).toBe("running");
  expect(progressIn("Ready", true).shop.state).toBe("done");
});

test("a store that failed says so where it stopped", () => {
  const { application, parts, ready, shop } = progressIn("Failed");
  expect(application.state).toBe("done");
  expect(parts.find(({ resource }) => resource.kind === "Deployment")?.state).toBe("failed");
  expect([ready.state, shop.state]).toEqual(["failed", "waiting"]);
});
