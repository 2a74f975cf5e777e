import { describe, expect, test } from "vitest";
import type { UpgradePlan } from "../../db/upgradePlans.ts";
import type { Commit } from "../../git/storesRepository.ts";
import { nextMove, type StoreStep, stepOf } from "./upgradeProgress.ts";
import { wavesOf } from "./waves.ts";

const began = Date.parse("2026-01-01T10:00:00Z");
const plan: UpgradePlan = {
  id: "u",
  engine: "medusa",
  to: "1.1.0",
  actor: "ada",
  stores: [{ name: "acme", from: "1.0.0" }],
  canary: 1,
  batchSize: 2,
  readyWithin: 600,
  skipped: [],
  createdAt: new Date(began),
  beganAt: new Date(began),
  state: "running",
};
const commit = (id: string, seconds: number): Commit => ({
  id,
  subject: "",
  body: "",
  author: { name: "Bob", email: "" },
  committedAt: new Date(began + seconds * 1000).toISOString(),
  verified: true,
  parents: [],
});
const own = commit("own", 10);
const file = (chartVersion: string, lastCommit = own) => ({ chartVersion, lastCommit });
const status = (phase: "Ready" | "Suspended" | "Failed" | "Updating" | "Degraded", desiredRevision = "own") => ({
  phase,
  reason: "because",
  desiredRevision,
});
const at = (input: Parameters<typeof stepOf>[2], seconds = 20, changes: Partial<UpgradePlan> = {}) =>
  stepOf({ ...plan, ...changes }, { name: "acme", from: "1.0.0" }, input, began + seconds * 1000);

describe("a store of an upgrade", () => {
  test.each([
    ["waits for its wave", { file: file("1.0.0", commit("old", -100)) }, "waiting"],
    ["is rolling out once it is committed", { file: file("1.1.0"), own, status: status("Updating") }, "rolling-out"],
    [
      "isn't ready by the status of the commit before",
      { file: file("1.1.0"), own, status: status("Ready", "old") },
      "rolling-out",
    ],
    ["is ready when it is at its commit", { file: file("1.1.0"), own, status: status("Ready") }, "ready"],
    ["is ready when it is suspended", { file: file("1.1.0"), own, status: status("Suspended") }, "ready"],
    ["counts as ready when somebody else moved it there", { file: file("1.1.0"), status: status("Ready") }, "ready"],
    ["failed when its status says so", { file: file("1.1.0"), own, status: status("Failed") }, "failed"],
    ["failed when it broke after it was ready", { file: file("1.1.0"), own, status: status("Degraded") }, "failed"],
    ["failed when it was taken back", { file: file("1.0.0", commit("undo", 15)), own }, "failed"],
    ["is skipped when its file is gone", {}, "skipped"],
    ["is skipped when somebody moved it elsewhere", { file: file("1.0.5", commit("x", 5)) }, "skipped"],
  ] as const)("%s", (_what, input, state) => {
    expect(at(input).state).toBe(state);
  });

  test("fails when it isn't Ready in time, which a resumption begins anew", () => {
    const input = { file: file("1.1.0"), own, status: status("Updating") };
    expect(at(input, 611)).toMatchObject({ state: "failed", reason: "Not Ready within 600 seconds: because" });
    expect(at(input, 611, { beganAt: new Date(began + 500_000) }).state).toBe("rolling-out");
  });

  test("that was taken back before a resumption stays as it is", () => {
    const input = { file: file("1.0.0", commit("undo", 15)), own };
    expect(at(input, 40, { beganAt: new Date(began + 30_000) }).state).toBe("taken-back");
  });

  test("that a resumption left out is skipped", () => {
    expect(at({ file: file("1.1.0"), own, status: status("Failed") }, 20, { skipped: ["acme"] }).state).toBe("skipped");
  });
});

describe("the next move", () => {
  const step = (state: StoreStep["state"], name = "acme"): StoreStep => ({ name, from: "1.0.0", state, reason: "why" });

  test("begins a wave when all before are settled, and waits for those that roll out", () => {
    expect(nextMove([[step("ready")], [step("waiting", "b"), step("skipped", "c")]])).toEqual({
      kind: "commit",
      wave: 2,
      names: ["b"],
    });
    expect(nextMove([[step("rolling-out")], [step("waiting", "b")]])).toEqual({ kind: "wait", wave: 1 });
    expect(nextMove([[step("ready")], [step("taken-back", "b")]])).toEqual({ kind: "done" });
  });

  test("stops at a failure, also of an earlier wave, before anything more is committed", () => {
    expect(nextMove([[step("failed")], [step("waiting", "b")]])).toEqual({ kind: "stop", wave: 1, why: "acme: why" });
    expect(nextMove([[step("waiting", "b"), step("failed")]])).toMatchObject({ kind: "stop" });
  });
});

test("waves: a canary first, then batches; without one all are alike", () => {
  const stores = ["a", "b", "c", "d", "e"].map((name) => ({ name, from: "1" }));
  const names = (canary: number, batchSize: number) =>
    wavesOf({ stores, canary, batchSize }).map((wave) => wave.map(({ name }) => name).join(""));
  expect(names(1, 3)).toEqual(["a", "bcd", "e"]);
  expect(names(0, 2)).toEqual(["ab", "cd", "e"]);
  expect(names(9, 2)).toEqual(["abcde"]);
});
