import { expect, it } from "vitest";
import { inTurn } from "./inTurn.ts";

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

it("runs calls one at a time, in order, past one that fails", async () => {
  const turn = inTurn();
  const seen: string[] = [];
  const call = (name: string, fails = false) =>
    turn(async () => {
      seen.push(`${name} starts`);
      await later(5);
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const [one, two, three] = await Promise.allSettled([call("one"), call("two", true), call("three")]);
  expect(seen).toEqual(["one starts", "one ends", "two starts", "two ends", "three starts", "three ends"]);
  expect([one?.status, two?.status, three?.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
