import { createHash } from "node:crypto";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

export interface SchemaProblem {
  readonly pointer: string;
  readonly message: string;
}

export type ValuesCheck = (values: unknown) => readonly SchemaProblem[];

/** Thrown when a schema is none, in words for the person who released it. */
export class InvalidSchemaError extends Error {
  override name = "InvalidSchemaError";
}

const compiled = new Map<string, ValuesCheck>();
const mostCompiled = 100;

/**
 * The check that a JSON schema (draft-07 or 2020-12, by its `$schema`) stands for. Compiled once per content.
 * What the platform itself passes to the chart (`global`) is not asked for.
 * @throws InvalidSchemaError when the text is no schema that can be used.
 */
export function valuesCheck(schemaText: string): ValuesCheck {
  const key = createHash("sha256").update(schemaText).digest("base64");
  const known = compiled.get(key);
  if (known) return known;
  const check = compile(schemaText);
  const oldest = compiled.keys().next();
  if (compiled.size >= mostCompiled && !oldest.done) compiled.delete(oldest.value);
  compiled.set(key, check);
  return check;
}

function compile(schemaText: string): ValuesCheck {
  let validate: ValidateFunction;
  try {
    const schema: unknown = JSON.parse(schemaText);
    if (typeof schema !== "object" || schema === null || Array.isArray(schema)) throw new Error("it is no JSON object");
    const draft = "$schema" in schema ? String(schema.$schema) : "";
    const options = { allErrors: true, strict: false, validateFormats: true, logger: false } as const;
    const ajv = draft.includes("2020-12") || draft.includes("2019-09") ? new Ajv2020(options) : new Ajv(options);
    addFormats.default(ajv);
    validate = ajv.compile(schema);
  } catch (error) {
    throw new InvalidSchemaError(
      `the schema can't be used: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  return (values) => {
    if (validate(values)) return [];
    const errors = (validate.errors ?? []).filter(isWorthTelling);
    return dedupe(errors.map((error) => ({ pointer: placeOf(error), message: inWords(error) })));
  };
}

/** `if` and `anyOf` only repeat what their parts say better; `global` comes from the platform. */
function isWorthTelling(error: ErrorObject): boolean {
  if (error.keyword === "if") return false;
  return !(error.keyword === "required" && error.instancePath === "" && error.params.missingProperty === "global");
}

function placeOf(error: ErrorObject): string {
  const name: unknown =
    error.params.missingProperty ?? error.params.additionalProperty ?? error.params.unevaluatedProperty;
  if (typeof name !== "string") return error.instancePath;
  return `${error.instancePath}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "a mapping",
  array: "a list",
  null: "empty",
};

function inWords(error: ErrorObject): string {
  const params: Readonly<Record<string, unknown>> = error.params;
  switch (error.keyword) {
    case "required":
      return "is missing";
    case "additionalProperties":
    case "unevaluatedProperties":
      return "is no setting of this engine; remove it or correct its spelling";
    case "type":
      return `must be ${[params.type]
        .flat()
        .map((type) => typeNames[String(type)] ?? String(type))
        .join(" or ")}`;
    case "enum":
      return `must be one of ${listed(params.allowedValues)}`;
    case "const":
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case "pattern":
      return `must match the pattern ${String(params.pattern)}`;
    case "format":
      return `must be a valid ${String(params.format)}`;
    case "minLength":
      return `must have at least ${String(params.limit)} characters`;
    case "maxLength":
      return `must have at most ${String(params.limit)} characters`;
    case "minItems":
      return `must have at least ${String(params.limit)} entries`;
    case "maxItems":
      return `must have at most ${String(params.limit)} entries`;
    case "minimum":
      return `must be at least ${String(params.limit)}`;
    case "maximum":
      return `must be at most ${String(params.limit)}`;
    case "uniqueItems":
      return "must not hold the same entry twice";
    default:
      return error.message ?? `breaks the rule ${error.keyword}`;
  }
}

function listed(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : String(values);
}

function dedupe(problems: readonly SchemaProblem[]): SchemaProblem[] {
  return [...new Map(problems.map((problem) => [`${problem.pointer}\0${problem.message}`, problem])).values()];
}
