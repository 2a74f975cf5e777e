import { expect, it } from "vitest";
import { mergeValuesFiles } from "./mergeValuesFiles.ts";

const base = "# Acme\nstore:\n  suspended: false\n  owner: a\nplan: small\nextra: { a: 1 }\n";

it("does one side's change of a key to the other side, comments kept", () => {
  const ours = base.replace("owner: a", "owner: b # moved");
  expect(mergeValuesFiles(base, ours, base.replace("false", "true"))).toBe(ours.replace("false", "true"));
});

it("removes and restores keys", () => {
  const without = base.replace("extra: { a: 1 }\n", "");
  const ours = base.replace("small", "large");
  expect(mergeValuesFiles(base, ours, without)).toBe(ours.replace("extra: { a: 1 }\n", ""));
  expect(mergeValuesFiles(without, without.replace("small", "large"), base)).toMatch(
    /plan: large\nextra:\n {2}a: 1\n$/,
  );
});

it("gives up when both changed the same key, or one is broken", () => {
  expect(mergeValuesFiles(base, base.replace("small", "large"), base.replace("small", "huge"))).toBeUndefined();
  expect(mergeValuesFiles(base, "- a", base)).toBeUndefined();
});
