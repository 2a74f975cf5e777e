import { expect, test } from "vitest";
import type { Commit } from "../git/storesRepository.ts";
import { memoryRepository } from "../testing/memoryRepository.ts";
import { RemovalHistory } from "./removalHistory.ts";

const commit = (id: string, ...parents: string[]): Commit => ({
  id,
  parents,
  subject: id,
  body: "",
  author: { name: "Ann", email: "ann@example.com" },
  committedAt: "2026-01-01T00:00:00Z",
  verified: true,
  operation: "delete",
});

/** Newest first, as the port has it. */
function historyOf(...commits: Commit[]): RemovalHistory {
  return new RemovalHistory({ ...memoryRepository(), history: async () => commits });
}

test("a commit made on the branch itself is told from one that a merge brought in", async () => {
  const [root, direct, branched, merge, tip] = [
    commit("root"),
    commit("direct", "root"),
    commit("branched", "root"),
    commit("merge", "direct", "branched"),
    commit("tip", "merge"),
  ] as const;
  const history = historyOf(tip, merge, branched, direct, root);
  for (const made of [tip, merge, direct, root]) expect(await history.isDirect(made), made.id).toBe(true);
  expect(await history.isDirect(branched)).toBe(false);
});

test("a branch merged without a merge commit is the branch itself", async () => {
  const history = historyOf(commit("b", "a"), commit("a", "root"), commit("root"));
  expect(await history.isDirect(commit("a", "root"))).toBe(true);
});
