import type { RJSFSchema } from "@rjsf/utils";

/** Keys of a values file that are the platform's own and no business of the form. */
const PLATFORM_KEYS = ["store", "global"];

/** An engine's schema as its form shows it: without the platform's own keys, and without what a chart marks as `readOnly`. */
export function formSchema(schema: Record<string, unknown>): RJSFSchema {
  // A JSON Schema from the API: whatever its keywords are, the form library copes with them.
  const whole = withoutReadOnly(schema as RJSFSchema);
  const { title: _title, description: _description, ...rest } = whole;
  const properties = Object.entries(whole.properties ?? {}).filter(([key]) => !PLATFORM_KEYS.includes(key));
  return {
    ...rest,
    properties: Object.fromEntries(properties),
    ...(whole.required === undefined ? {} : { required: whole.required.filter((key) => !PLATFORM_KEYS.includes(key)) }),
  };
}

/** Requests to the platform, such as that for a backup, are made by actions of their own. What the file holds of them is left alone. */
function withoutReadOnly(schema: RJSFSchema): RJSFSchema {
  const all = Object.entries(schema.properties ?? {});
  if (all.length === 0) return schema;
  const { additionalProperties, ...rest } = schema;
  const shown = all.filter(([, property]) => typeof property !== "object" || property.readOnly !== true);
  const isClosed = additionalProperties !== undefined && shown.length === all.length;
  return {
    ...rest,
    ...(isClosed ? { additionalProperties } : {}),
    properties: Object.fromEntries(
      shown.map(([key, property]) => [key, typeof property === "object" ? withoutReadOnly(property) : property]),
    ),
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
