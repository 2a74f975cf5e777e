import type { RJSFSchema } from "@rjsf/utils";
import { isJsonObject, sameJson } from "@storeplane/control-api/stores/mergePatch.ts";

/**
 * What a form's data says beyond the chart's defaults: a values file holds what somebody chose, so that a new chart
 * version can improve the rest. Kept are required keys, and keys that were in the file before.
 */
export function withoutDefaults(
  value: Record<string, unknown>,
  defaults: unknown,
  original: unknown,
  schema: RJSFSchema,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    const property = schema.properties?.[key];
    const nested = typeof property === "object" ? property : {};
    const standard = isJsonObject(defaults) ? defaults[key] : undefined;
    const before = isJsonObject(original) ? original[key] : undefined;
    const mustStay = before !== undefined || schema.required?.includes(key) === true;
    const chosen = isJsonObject(entry) ? withoutDefaults(entry, standard, before, nested) : entry;
    const says = isJsonObject(entry) ? Object.keys(chosen as object).length > 0 : !sameJson(entry, standard);
    if (says || mustStay) kept[key] = chosen;
  }
  return kept;
}
