import { editValuesFile } from "./editValuesFile.ts";
import { isJsonObject, type JsonObject, sameJson } from "./mergePatch.ts";
import { readStrictYaml } from "./strictYaml.ts";

/**
 * Brings two versions of a values file together by keys, where neighbouring lines would contradict each other: what `theirs`
 * changed since `base` is done to `ours`, whose comments and order stay.
 * @returns undefined when both changed the same key differently, or one is no values file
 */
export function mergeValuesFiles(base: string, ours: string, theirs: string): string | undefined {
  const [before, mine, wanted] = [base, ours, theirs].map((text) => readStrictYaml(text).data);
  if (!before || !mine || !wanted) return undefined;
  const patch = patchBetween(before, mine, wanted);
  return patch && editValuesFile(ours, patch);
}

/** The merge patch that does to `mine` what turned `before` into `wanted`; undefined when `mine` went another way. */
function patchBetween(before: JsonObject, mine: JsonObject, wanted: JsonObject): JsonObject | undefined {
  const patch = new Map<string, unknown>();
  for (const key of new Set([...Object.keys(before), ...Object.keys(wanted)])) {
    const [old, current, next] = [before[key], mine[key], wanted[key]];
    if (sameJson(old, next) || sameJson(current, next)) continue;
    if (isJsonObject(old) && isJsonObject(current) && isJsonObject(next)) {
      const inner = patchBetween(old, current, next);
      if (!inner) return undefined;
      patch.set(key, inner);
    } else if (!sameJson(old, current)) return undefined;
    else if (isJsonObject(old) && isJsonObject(next)) patch.set(key, { ...removals(old), ...next });
    else patch.set(key, next === undefined ? null : next);
  }
  return Object.fromEntries(patch);
}

function removals(old: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(old).map((key) => [key, null]));
}
