import { expect, test } from "vitest";
import { waitUntil } from "./waitUntil.ts";

test("it ends as soon as the check is true, whatever errors came before", async () => {
  let calls = 0;
  await waitUntil(
    "it works",
    () => {
      calls += 1;
      if (calls < 3) throw new Error("not yet");
      return true;
    },
    { timeoutMs: 5000, intervalMs: 1 },
  );
  expect(calls).toBe(3);
});

test("the error says what was waited for, the hint and the last reason", async () => {
  const failing = waitUntil(
    "the moon rises",
    () => {
      throw new Error("cloudy");
    },
    { timeoutMs: 20, intervalMs: 5, hint: () => "Look up." },
  );
  await expect(failing).rejects.toMatchObject({
    message: "the moon rises: not within 0.02 s. Look up.",
    cause: { message: "cloudy" },
  });
});

test("an abort ends the waiting at once", async () => {
  const signal = AbortSignal.timeout(20);
  await expect(waitUntil("never", () => false, { timeoutMs: 60_000, signal })).rejects.toThrow();
});
