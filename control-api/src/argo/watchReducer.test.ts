import { expect, test } from "vitest";
import { applyChanges, changesOf, compareVersions, type Versioned } from "./watchReducer.ts";

const item = (name: string, resourceVersion: string, uid = "u"): Versioned => ({ name, uid, resourceVersion });

test("an event older than what is known is dropped", () => {
  const known = new Map([["a", item("a", "10")]]);
  expect(changesOf(known, { type: "put", item: item("a", "9") })).toEqual([]);
  expect(changesOf(known, { type: "put", item: item("a", "10") })).toEqual([]);
  expect(changesOf(known, { type: "put", item: item("a", "11") })).toMatchObject([
    { after: { resourceVersion: "11" } },
  ]);
});

test("versions are compared as numbers of any length", () => {
  expect(compareVersions("99", "100")).toBeLessThan(0);
  expect(compareVersions("99999999999999999999", "100000000000000000000")).toBeLessThan(0);
});

test("the removal of an earlier namesake doesn't remove the one that is there", () => {
  const known = new Map([["a", item("a", "20", "new")]]);
  expect(changesOf(known, { type: "removed", item: item("a", "15", "old") })).toEqual([]);
  expect(changesOf(known, { type: "removed", item: item("a", "21", "new") })).toHaveLength(1);
});

test("a list is the truth: what it lacks is gone, what it has unchanged is no news", () => {
  const known = new Map([
    ["a", item("a", "1")],
    ["b", item("b", "2")],
  ]);
  const changes = changesOf(known, { type: "listed", items: [item("b", "2"), item("c", "3")] });
  applyChanges(known, changes);
  expect(changes.map(({ name }) => name).sort()).toEqual(["a", "c"]);
  expect([...known.keys()].sort()).toEqual(["b", "c"]);
});

test("a list of a cluster made anew counts although its versions are lower", () => {
  const known = new Map([["a", item("a", "500", "old")]]);
  expect(changesOf(known, { type: "listed", items: [item("a", "3", "new")] })).toMatchObject([
    { after: { uid: "new" } },
  ]);
});
