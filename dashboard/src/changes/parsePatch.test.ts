import { expect, test } from "vitest";
import { parsePatch, reverseHunks } from "./parsePatch.ts";

const patch = `--- a/stores/a/acme.yaml
+++ b/stores/a/acme.yaml
@@ -1,4 +1,4 @@
 store:
-  displayName: Acme
---- looks like a header
+  displayName: Acme Shoes
++++ so does this
   owner: alice
`;

test("lines are read with their numbers, and content that looks like a header stays content", () => {
  const [hunk] = parsePatch(patch);
  expect(hunk?.lines).toEqual([
    { kind: "context", text: "store:", before: 1, after: 1 },
    { kind: "removed", text: "  displayName: Acme", before: 2 },
    { kind: "removed", text: "--- looks like a header", before: 3 },
    { kind: "added", text: "  displayName: Acme Shoes", after: 2 },
    { kind: "added", text: "+++ so does this", after: 3 },
    { kind: "context", text: "  owner: alice", before: 4, after: 4 },
  ]);
});

test("a reversed patch takes away what was added and brings back what was removed, removals first", () => {
  const [hunk] = reverseHunks(parsePatch(patch));
  expect(hunk?.lines.map((line) => `${line.kind} ${line.text}`)).toEqual([
    "context store:",
    "removed   displayName: Acme Shoes",
    "removed +++ so does this",
    "added   displayName: Acme",
    "added --- looks like a header",
    "context   owner: alice",
  ]);
});

test("hunks without counts and markers of a missing newline are understood", () => {
  const hunks = parsePatch(
    "@@ -3 +3 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n@@ -9,0 +10 @@\n+c\n",
  );
  expect(hunks.map((hunk) => hunk.lines.map((line) => line.text))).toEqual([["a", "b"], ["c"]]);
});

test("an empty patch has no hunks", () => {
  expect(parsePatch("")).toEqual([]);
});
