import type { RJSFSchema } from "@rjsf/utils";

/** Keys of a values file that are the platform's own and no business of the form. */
const PLATFORM_KEYS = ["store", "global"];

/** An engine's schema as its form shows it: without the platform's own keys. */
export function formSchema(schema: Record<string, unknown>): RJSFSchema {
  // A JSON Schema from the API: whatever its keywords are, the form library copes with them.
  const whole = schema as RJSFSchema;
  const { title: _title, description: _description, ...rest } = whole;
  const properties = Object.entries(whole.properties ?? {}).filter(([key]) => !PLATFORM_KEYS.includes(key));
  return {
    ...rest,
    properties: Object.fromEntries(properties),
    ...(whole.required === undefined ? {} : { required: whole.required.filter((key) => !PLATFORM_KEYS.includes(key)) }),
  };
}

/** True when there is anything to fill in. */
export function hasFields(schema: RJSFSchema): boolean {
  return Object.keys(schema.properties ?? {}).length > 0;
}

/** Narrows to a plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Deep equality of JSON values, whatever the order of keys. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length && keys.every((key) => key in right && sameJson(left[key], right[key]))
  );
}
