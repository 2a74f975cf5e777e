import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CourteousPace } from "./courteousPace.ts";

const never = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A push of so many milliseconds, as soon as it may be made. */
async function push(pace: CourteousPace, { ms = 50, lost = false } = {}): Promise<void> {
  await vi.advanceTimersByTimeAsync(pace.waitMs);
  await pace.turn(never);
  await vi.advanceTimersByTimeAsync(ms);
  pace.pushed(ms, lost);
}

it("keeps nobody waiting who pushes alone now and then", async () => {
  const pace = new CourteousPace();
  for (let minute = 0; minute < 5; minute += 1) {
    await push(pace);
    await push(pace);
    expect(pace.waitMs).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
  }
  expect(pace.contended).toBe(false);
});

it("lets others go first after a push that was won, but never after one that was lost", async () => {
  const pace = new CourteousPace();
  await push(pace, { lost: true });
  expect(pace.contended).toBe(true);
  expect(pace.waitMs).toBe(0);
  await push(pace);
  expect(pace.waitMs).toBeGreaterThanOrEqual(100);
  await push(pace, { lost: true });
  expect(pace.waitMs).toBe(0);
});

it("forgets others who are not met again", async () => {
  const pace = new CourteousPace();
  await push(pace, { lost: true });
  await vi.advanceTimersByTimeAsync(11_000);
  await push(pace);
  expect(pace.contended).toBe(false);
  expect(pace.waitMs).toBe(0);
});

it("leaves a gap of some pushes now and then, so that somebody who was never seen gets through", async () => {
  const pace = new CourteousPace();
  const gaps: number[] = [];
  for (let pushes = 0; pushes < 400; pushes += 1) {
    await push(pace, { ms: 60 });
    if (pace.waitMs > 0) gaps.push(pace.waitMs);
  }
  expect(gaps.length).toBeGreaterThan(3);
  expect(gaps.length).toBeLessThan(20);
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(120);
});

it("never waits longer than a second, however slow the server is", async () => {
  const pace = new CourteousPace();
  await push(pace, { lost: true });
  await push(pace, { ms: 5_000 });
  expect(pace.waitMs).toBeLessThanOrEqual(1_000);
});
