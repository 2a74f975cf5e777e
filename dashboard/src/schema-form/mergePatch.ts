import { isJsonObject, sameJson } from "@storeplane/control-api/stores/mergePatch.ts";

/** The JSON merge patch (RFC 7386) that turns `before` into `after`; undefined when they are the same. */
export function mergePatch(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const patch: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[key];
    const is = after[key];
    if (is === undefined) {
      if (was !== undefined) patch[key] = null;
    } else if (isJsonObject(was) && isJsonObject(is)) {
      const nested = mergePatch(was, is);
      if (nested !== undefined) patch[key] = nested;
    } else if (!sameJson(was, is)) {
      patch[key] = is;
    }
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}
