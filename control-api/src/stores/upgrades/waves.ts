import type { PlannedStore, UpgradePlan } from "../../db/upgradePlans.ts";

/** The stores, wave by wave. */
export function wavesOf({
  stores,
  canary,
  batchSize,
}: Pick<UpgradePlan, "stores" | "canary" | "batchSize">): PlannedStore[][] {
  const waves: PlannedStore[][] = canary > 0 ? [stores.slice(0, canary)] : [];
  for (let at = canary; at < stores.length; at += batchSize) waves.push(stores.slice(at, at + batchSize));
  return waves.filter((wave) => wave.length > 0);
}
