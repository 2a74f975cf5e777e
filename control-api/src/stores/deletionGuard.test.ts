import { expect, test } from "vitest";
import { type Candidate, decideDeletions, type GuardInput } from "./deletionGuard.ts";

const now = 1_000_000_000;
const grace = 300_000;

function pushed(name: string, missingSince = now, confirmed = false, together = 1): Candidate {
  return { name, missingSince, removal: { kind: "pushed", confirmed, together } };
}

function decide(candidates: Candidate[], changes: Partial<GuardInput> = {}) {
  return decideDeletions({ now, grace, candidates, storeCount: 100, carriedOut: 0, emptyTree: false, ...changes });
}

test("a store deleted through the API goes at once", () => {
  const asked: Candidate = { name: "a", missingSince: now, removal: { kind: "asked" } };
  expect(decide([asked]).get("a")).toEqual({ kind: "delete" });
});

test("a file removed by a push waits for the grace period, then goes", () => {
  expect(decide([pushed("a")]).get("a")).toEqual({ kind: "wait", deleteAfter: now + grace });
  expect(decide([pushed("a", now - grace + 1)]).get("a")).toMatchObject({ kind: "wait" });
  expect(decide([pushed("a", now - grace)]).get("a")).toEqual({ kind: "delete" });
});

test("more than three within an hour wait for an administrator, however long they have waited", () => {
  const four = ["a", "b", "c", "d"].map((name) => pushed(name, now - 2 * grace));
  expect([...decide(four).values()]).toEqual(Array.from({ length: 4 }, () => ({ kind: "confirm" })));
});

test("those that went within the last hour count", () => {
  expect(decide([pushed("d", now - grace)], { carriedOut: 3 }).get("d")).toEqual({ kind: "confirm" });
  expect(decide([pushed("d", now - grace)], { carriedOut: 2 }).get("d")).toEqual({ kind: "delete" });
});

test("more than a tenth of all stores wait for an administrator, where there are at least ten", () => {
  const two = [pushed("a", now - grace), pushed("b", now - grace)];
  expect(decide(two, { storeCount: 19 }).get("a")).toEqual({ kind: "confirm" });
  expect(decide(two, { storeCount: 20 }).get("a")).toEqual({ kind: "delete" });
  expect(decide(two, { storeCount: 9 }).get("a")).toEqual({ kind: "delete" });
});

test("an administrator's confirmation lets the named stores go, and no others", () => {
  const many = [pushed("a", now, true), ...["b", "c", "d", "e"].map((name) => pushed(name))];
  const decisions = decide(many);
  expect(decisions.get("a")).toEqual({ kind: "delete" });
  expect(decisions.get("b")).toEqual({ kind: "confirm" });
});

test("a confirmed store makes no room for the others of the same push", () => {
  const four = [pushed("a", 0, true), ...["b", "c", "d"].map((name) => pushed(name, 0))];
  expect([...decide(four).values()].map(({ kind }) => kind)).toEqual(["delete", "confirm", "confirm", "confirm"]);
});

test("what went with three others by one commit waits for an administrator although the others came back", () => {
  expect(decide([pushed("a", 0, false, 4)]).get("a")).toEqual({ kind: "confirm" });
  expect(decide([pushed("a", 0, false, 3)]).get("a")).toEqual({ kind: "delete" });
});

test("stores deleted through the API don't count as a mass deletion", () => {
  const asked = ["a", "b", "c", "d", "e"].map(
    (name): Candidate => ({ name, missingSince: now, removal: { kind: "asked" } }),
  );
  expect([...decide(asked).values()].every(({ kind }) => kind === "delete")).toBe(true);
});

test("nothing is deleted while Git can't be believed", () => {
  const asked: Candidate = { name: "a", missingSince: 0, removal: { kind: "asked" } };
  expect(decide([asked, pushed("b", 0)], { distrust: "no fetch" }).get("a")).toEqual({ kind: "hold", why: "no fetch" });
});

test("a file that no commit of the branch removes is never a deletion: the history was rewritten", () => {
  const lost: Candidate = { name: "a", missingSince: 0, removal: { kind: "unexplained", confirmed: false } };
  expect(decide([lost]).get("a")).toMatchObject({ kind: "hold" });
});

test("what no commit explains goes only by an administrator's word", () => {
  const lost: Candidate = { name: "a", missingSince: 0, removal: { kind: "unexplained", confirmed: true } };
  expect(decide([lost]).get("a")).toEqual({ kind: "delete" });
});

test("an empty tree waits for an administrator, even for a single store", () => {
  expect(decide([pushed("a", 0)], { emptyTree: true, storeCount: 1 }).get("a")).toEqual({ kind: "confirm" });
});
