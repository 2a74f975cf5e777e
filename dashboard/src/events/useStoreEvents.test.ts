import { expect, test } from "vitest";
import { fixtureEvents } from "../../fixtures/runtime.ts";
import { merged } from "./useStoreEvents.ts";

test("events are listed newest first, and one that happens again is told once, with its newest count", () => {
  const [first, second, ...rest] = fixtureEvents();
  if (first === undefined || second === undefined) throw new Error("the fixtures hold too few events");
  const before = merged([], [first, second, ...rest]);
  expect(before.map(({ lastAt }) => lastAt)).toEqual(
    before
      .map(({ lastAt }) => lastAt)
      .toSorted()
      .reverse(),
  );
  const again = { ...first, count: 9, lastAt: new Date().toISOString() };
  const after = merged(before, [again]);
  expect(after).toHaveLength(before.length);
  expect(after[0]).toMatchObject({ id: first.id, count: 9 });
});
