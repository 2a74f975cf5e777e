import { expect, it } from "vitest";
import { PushPace } from "./pushPace.ts";

const never = new AbortController().signal;
/** Timers may fire a little early. */
const early = 5;

async function waited(pace: PushPace): Promise<number> {
  const started = Date.now();
  await pace.turn(never);
  return Date.now() - started;
}

it("keeps pushes apart, counted from the end of each", async () => {
  const pace = new PushPace(300);
  expect(pace.waitMs).toBe(0);
  await pace.turn(never);
  await new Promise((resolve) => setTimeout(resolve, 150));
  pace.pushed();
  expect(pace.waitMs).toBeGreaterThan(200);
  expect(await waited(pace)).toBeGreaterThanOrEqual(200 - early);
});

it("gives those that ask at once a turn each", async () => {
  const pace = new PushPace(100);
  const started = Date.now();
  const turns = await Promise.all(
    [0, 1, 2].map(async (place) => {
      await pace.turn(never);
      return Date.now() - started - place * 100;
    }),
  );
  for (const late of turns) expect(late).toBeGreaterThanOrEqual(-early);
});

it("waits as long as the server asks, also when it asks while somebody waits", async () => {
  const pace = new PushPace(50);
  await pace.turn(never);
  setTimeout(() => pace.blockFor(0.3), 10);
  expect(await waited(pace)).toBeGreaterThanOrEqual(300 - early);
});

it("lets go of whoever gives up", async () => {
  const pace = new PushPace(10_000);
  await pace.turn(never);
  const gone = new AbortController();
  const turn = pace.turn(gone.signal);
  gone.abort(new Error("gone"));
  await expect(turn).rejects.toThrow();
});
