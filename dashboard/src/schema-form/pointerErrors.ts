import type { ErrorSchema } from "@rjsf/utils";
import { isJsonObject } from "@storeplane/control-api/stores/mergePatch.ts";
import { pointerParts } from "../api/jsonPointer.ts";
import type { Problem } from "../api/types.ts";
import type { FormValues } from "./interpretedValidator.ts";

/** The API's errors below `prefix` (such as `/values`), put where the form shows them: beside their fields. */
export function pointerErrors(problem: Problem | undefined, prefix: string): ErrorSchema<FormValues> {
  const root: Record<string, unknown> = {};
  const base = pointerParts(prefix);
  for (const { pointer, detail } of problem?.errors ?? []) {
    const parts = pointerParts(pointer);
    if (!base.every((part, index) => parts[index] === part)) continue;
    let place = root;
    for (const part of parts.slice(base.length)) {
      const next = isJsonObject(place[part]) ? place[part] : {};
      place[part] = next;
      place = next;
    }
    place.__errors = [...(Array.isArray(place.__errors) ? place.__errors : []), detail];
  }
  return root as ErrorSchema<FormValues>;
}

/** The API's words on one field, by its pointer. */
export function errorAt(problem: Problem | undefined, pointer: string): string | undefined {
  const wanted = pointerParts(pointer).join("/");
  return problem?.errors?.find((error) => pointerParts(error.pointer).join("/") === wanted)?.detail;
}
