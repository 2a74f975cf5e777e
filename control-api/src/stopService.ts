import { setTimeout as sleep } from "node:timers/promises";
import type { Draining } from "./http/draining.ts";
import type { Listening } from "./http/listen.ts";

export interface StopParts {
  readonly draining: Draining;
  readonly listening: Listening;
  /** Milliseconds in which this replica still answers, so that whoever sends requests here can notice. */
  readonly delayMs: number;
  /** Ends the event streams; their readers come back elsewhere. */
  readonly endStreams: () => void;
  /** Turns away the changes that wait, and ends when the batch that is being pushed is. */
  readonly endChanges: () => Promise<void>;
}

/** Milliseconds for running requests to come to their end by themselves. */
const patienceMs = 3_500;
/** Then changes that wait are answered that nothing was changed, and those being pushed get so long. */
const changesMs = 2_000;
/** For the last answers to leave. */
const lastCallMs = 300;

/** Takes no more requests and lets those that run come to an answer, within about seven seconds. */
export async function stopServing({ draining, listening, delayMs, endStreams, endChanges }: StopParts): Promise<void> {
  draining.begin();
  endStreams();
  await sleep(delayMs);
  if (!(await listening.drain(patienceMs))) {
    const ending = endChanges().catch(() => undefined);
    if (!(await listening.drain(changesMs))) {
      draining.hurry();
      await listening.drain(lastCallMs);
    }
    await Promise.race([ending, sleep(lastCallMs)]);
  }
  await listening.close();
}
