import type { z } from "zod";
import { type StoreSettings, storeSettings } from "./storeSettings.ts";
import { readStrictYaml } from "./strictYaml.ts";
import { jsonPointer } from "./validationProblem.ts";
import { ValuesFileError, type ValuesFileProblem } from "./valuesFileError.ts";

/** A values file as the platform reads it. */
export interface ValuesFile {
  readonly store: StoreSettings;
  /** All keys but `store`: the engine's. */
  readonly values: Readonly<Record<string, unknown>>;
}

export type ParsedValuesFile =
  | { readonly file: ValuesFile; readonly data: Readonly<Record<string, unknown>>; readonly problems?: never }
  | { readonly file?: never; readonly data?: never; readonly problems: readonly ValuesFileProblem[] };

/** Reads a values file without throwing. Rules that need more than the file (its schema, its past) are not checked. */
export function readValuesFile(text: string): ParsedValuesFile {
  const yaml = readStrictYaml(text);
  if (yaml.problems) return { problems: yaml.problems };
  const { store, ...values } = yaml.data;
  if (store === undefined) return { problems: [{ pointer: "/store", message: "is missing" }] };
  const parsed = storeSettings.safeParse(store);
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => inWords(issue, store)) };
  return { file: { store: parsed.data, values }, data: yaml.data };
}

/** @throws ValuesFileError when the text is no values file. */
export function parseValuesFile(text: string): ValuesFile {
  const { file, problems } = readValuesFile(text);
  if (problems) throw new ValuesFileError(problems);
  return file;
}

function inWords(issue: z.core.$ZodIssue, store: unknown): ValuesFileProblem {
  const steps = issue.path.map(String);
  const missing = steps.length > 0 && valueAt(store, steps) === undefined;
  return { pointer: jsonPointer(["store", ...steps]), message: missing ? "is missing" : issue.message };
}

function valueAt(value: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (inner, step) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
}
