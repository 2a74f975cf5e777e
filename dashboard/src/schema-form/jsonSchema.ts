import type { RJSFSchema } from "@rjsf/utils";

/** Keys of a values file that are the platform's own and no business of the form. */
const PLATFORM_KEYS = ["store", "global"];

/** Keys that have a section of their own beside the form. */
const SECTION_KEYS = ["domains"];

/** An engine's schema as its form shows it: without the platform's own keys. */
export function formSchema(schema: Record<string, unknown>): RJSFSchema {
  // A JSON Schema from the API: whatever its keywords are, the form library copes with them.
  const whole = schema as RJSFSchema;
  const { title: _title, description: _description, ...rest } = whole;
  const properties = Object.entries(whole.properties ?? {}).filter(
    ([key]) => !PLATFORM_KEYS.includes(key) && !SECTION_KEYS.includes(key),
  );
  return {
    ...rest,
    properties: Object.fromEntries(properties),
    ...(whole.required === undefined ? {} : { required: whole.required.filter((key) => !PLATFORM_KEYS.includes(key)) }),
  };
}

/** True for a setting that few stores need: a chart marks it with the comment "advanced". */
export function isAdvancedSetting(schema: RJSFSchema | boolean | undefined): boolean {
  return typeof schema === "object" && schema.$comment === "advanced";
}

/** True when there is anything to fill in. */
export function hasFields(schema: RJSFSchema): boolean {
  return Object.keys(schema.properties ?? {}).length > 0;
}
