import fc from "fast-check";
import { expect, it } from "vitest";
import { Ancestry } from "./ancestry.ts";

it("knows who descends from whom in any history", () => {
  // Commit n has up to two parents among those before it; a few have none.
  const history = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 9 })), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(history, (commits) => {
      const ancestry = new Ancestry();
      const above: Set<number>[] = [];
      for (const [index, [one, other, kind]] of commits.entries()) {
        const near =
          index === 0 ? [] : [kind < 7 ? index - 1 : one % index, ...(kind % 3 === 0 ? [other % index] : [])];
        const parents = kind === 9 ? [] : [...new Set(near)];
        ancestry.append(String(index), parents.map(String));
        above.push(new Set([index, ...parents.flatMap((parent) => [...(above[parent] ?? [])])]));
      }
      for (const [index, known] of above.entries()) {
        for (const other of above.keys())
          expect(ancestry.isAncestor(String(other), String(index))).toBe(known.has(other));
      }
    }),
  );
});

it("says no about what it does not know", () => {
  const ancestry = new Ancestry();
  ancestry.append("a", []);
  expect(ancestry.isAncestor("x", "a")).toBe(false);
  expect(ancestry.isAncestor("a", "x")).toBe(false);
});
