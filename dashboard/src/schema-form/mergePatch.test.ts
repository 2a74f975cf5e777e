import { expect, test } from "vitest";
import { mergePatch } from "./mergePatch.ts";

test("only what changed is in the patch, and what went away is null", () => {
  const before = { plan: "small", storage: { sizeGi: 2, uploadsGi: 1 }, hosts: ["a"], gone: 1 };
  const after = { plan: "small", storage: { sizeGi: 4, uploadsGi: 1 }, hosts: ["a", "b"], fresh: { x: 1 } };
  expect(mergePatch(before, after)).toEqual({
    storage: { sizeGi: 4 },
    hosts: ["a", "b"],
    gone: null,
    fresh: { x: 1 },
  });
});

test("the same values need no patch, whatever the order of their keys", () => {
  expect(mergePatch({ a: 1, b: { c: [1, { d: 2, e: 3 }] } }, { b: { c: [1, { e: 3, d: 2 }] }, a: 1 })).toBeUndefined();
});
