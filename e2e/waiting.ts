import { setTimeout as sleep } from "node:timers/promises";

/** Asks ten times a second until the answer is true. @throws when `seconds` have passed */
export async function waitUntil(what: string, condition: () => Promise<boolean>, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not after ${seconds} s: ${what}`);
    await sleep(100);
  }
}
