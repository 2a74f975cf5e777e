import { expect, it } from "vitest";
import { isStoreName } from "../stores/storePath.ts";
import { storeNameOf } from "./storeNames.ts";

it("gives as many different names as a load needs, which crowd as people's do", () => {
  const names = Array.from({ length: 30_000 }, (_, index) => storeNameOf(index));
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !isStoreName(name))).toEqual([]);
  const share = (letter: string) => names.filter((name) => name.startsWith(letter)).length / names.length;
  expect(share("s")).toBeGreaterThan(0.15);
  expect(share("q")).toBeLessThan(0.02);
});
