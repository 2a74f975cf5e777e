import { connect } from "./connect";
import { type PrepareOutcome, prepareDatabase } from "./prepareDatabase";
import { readTemplate } from "./readTemplate";
import type { PrepareSettings } from "./settings";

/**
 * Waits for the database, fills an empty one from the image's template and personalises it once; logs how long that took.
 * @throws Error when the database can't be reached in time, refuses, or can't be filled
 */
export async function prepareStore(settings: PrepareSettings): Promise<PrepareOutcome> {
  const started = performance.now();
  const client = await connect(settings);
  const connected = performance.now();
  const secondsSince = (from: number) => Number(((performance.now() - from) / 1000).toFixed(3));
  try {
    const waitSeconds = secondsSince(started);
    const outcome = await prepareDatabase(client, settings, readTemplate);
    console.log(JSON.stringify({ message: "prepared", outcome, waitSeconds, seconds: secondsSince(connected) }));
    return outcome;
  } finally {
    await client.end().catch(() => undefined);
  }
}
