import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import {
  type RJSFSchema,
  type RJSFValidationError,
  toErrorSchema,
  type ValidationData,
  type ValidatorType,
} from "@rjsf/utils";
import { pointerParts } from "../api/jsonPointer.ts";

/** A form's data: the engine's values. */
export type FormValues = Record<string, unknown>;

/** Keywords that only say that something inside them failed, which has an error of its own. */
const CONTAINERS = new Set(["properties", "items", "prefixItems", "allOf", "$ref", "then", "else", "if", "false"]);

const validators = new WeakMap<object, Validator>();

function validatorFor(schema: RJSFSchema, root: RJSFSchema): Validator {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const draft = root.$schema?.includes("2020-12") === true ? "2020-12" : "7";
  // The form library asks about parts of the schema; their references point into the whole one.
  const whole = { definitions: root.definitions, $defs: root.$defs, ...schema };
  const made = new Validator(JSON.parse(JSON.stringify(whole)) as Schema, draft, false);
  validators.set(schema, made);
  return made;
}

/** Turns a validator's output into the errors of fields, in words for people. */
export function fieldErrors(units: readonly OutputUnit[]): RJSFValidationError[] {
  return units
    .filter((unit) => !CONTAINERS.has(unit.keyword))
    .map((unit) => {
      const parts = pointerParts(unit.instanceLocation);
      const missing = unit.keyword === "required" ? /"(.+)"/.exec(unit.error)?.[1] : undefined;
      if (missing !== undefined) parts.push(missing);
      const message = missing === undefined ? plainWords(unit) : "is required";
      const property = `.${parts.join(".")}`;
      return { name: unit.keyword, property, message, stack: `${property} ${message}` };
    });
}

function plainWords({ keyword, error }: OutputUnit): string {
  const numbers = /\((.+) [<>] (.+)\)/.exec(error);
  if (keyword === "minLength" && numbers?.[2] !== undefined) return `must have at least ${numbers[2]} characters`;
  if (keyword === "maxLength" && numbers?.[2] !== undefined) return `must have at most ${numbers[2]} characters`;
  if (keyword === "pattern") return "does not have the right form";
  if (keyword === "format") return error.replace(/^String does not match format "(.+)"\.$/, "must be a valid $1");
  if (keyword === "enum") return error.replace(/^Instance does not match any of \[(.+)\]\.$/, "must be one of $1");
  if (keyword === "type")
    return error.replace(/^Instance type .* is invalid\. Expected "(.+)"\.$/, "must be of type $1");
  return error;
}

/**
 * A validator that interprets the schema instead of compiling it to code, so that the dashboard runs under a content
 * security policy without `unsafe-eval`. The API's validation has the last word either way.
 */
export const interpretedValidator: ValidatorType<FormValues, RJSFSchema> = {
  isValid: (schema, data, root) => {
    try {
      return validatorFor(schema, root).validate(data).valid;
    } catch {
      return false;
    }
  },
  validateFormData: (data, schema, _customValidate, transformErrors, uiSchema): ValidationData<FormValues> => {
    const found = fieldErrors(validatorFor(schema, schema).validate(data ?? {}).errors);
    const errors = transformErrors === undefined ? found : transformErrors(found, uiSchema);
    return { errors, errorSchema: toErrorSchema<FormValues>(errors) };
  },
  rawValidation: <Result>(schema: RJSFSchema, data?: FormValues) => ({
    errors: validatorFor(schema, schema).validate(data ?? {}).errors as Result[],
  }),
};
