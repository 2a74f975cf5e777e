import type { Response } from "express";
import type { Caller } from "./caller.ts";

/** How often, in ms, it is asked whether an API token still holds. */
const recheck = 5_000;
/** A timer takes no more, in ms; no answer stays open as long. */
const longest = 2_000_000_000;

/** Cuts an answer that stays open when what its caller proved themselves with ends or is revoked. */
export function endWithProof({ expiresAt, stillHolds }: Caller, response: Response): void {
  const cut = () => response.destroy();
  const timers: NodeJS.Timeout[] = [];
  if (expiresAt !== undefined)
    timers.push(setTimeout(cut, Math.min(Math.max(0, expiresAt - Date.now()), longest)).unref());
  if (stillHolds) timers.push(setInterval(() => void stillHolds().then((holds) => holds || cut()), recheck).unref());
  response.once("close", () => {
    for (const timer of timers) clearTimeout(timer);
  });
}
