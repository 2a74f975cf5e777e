import { expect, test } from "vitest";
import { commit } from "../../fixtures/commits.ts";
import { undoOutcome } from "./undoOutcome.ts";

const path = "stores/a/acme.yaml";

test("undoing a creation warns that the store and its data go", () => {
  const outcome = undoOutcome(commit("create store acme", 1), [{ path, after: "x", patch: "" }]);
  expect(outcome.grave).toBe(true);
  expect(outcome.text).toContain("all its data are deleted");
});

test("undoing a deletion says that lost data stays lost", () => {
  const outcome = undoOutcome(commit("delete store acme", 1), [{ path, before: "x", patch: "" }]);
  expect(outcome.grave).toBe(false);
  expect(outcome.text).toContain("empty data");
});

test("undoing an edit keeps later changes to other lines", () => {
  const outcome = undoOutcome(commit("update store acme", 1), [{ path, before: "x", after: "y", patch: "" }]);
  expect(outcome).toMatchObject({ grave: false, text: expect.stringContaining("Later changes to other lines stay") });
});

test("a commit that reaches beyond stores is left to Git", () => {
  const files = [{ path: "charts/medusa/1.0.0/Chart.yaml", after: "x", patch: "" }];
  expect(undoOutcome(commit("release medusa 1.0.0", 1), files).text).toContain("Revert it with Git");
});

test("a commit without files has nothing to take back", () => {
  expect(undoOutcome(commit("confirm", 1), []).text).toContain("nothing to take back");
});
