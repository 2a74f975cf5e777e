/** What every setting is made of: a sentence, a schema and a fix for its error. */
import { z } from "zod";

/** `what` is the sentence, `fix` completes "Mend it: …". */
export interface Variable<Schema extends z.ZodType> {
  readonly what: string;
  readonly schema: Schema;
  readonly fix: string;
}

export function variable<Schema extends z.ZodType>(what: string, schema: Schema, fix: string): Variable<Schema> {
  return { what, schema, fix };
}

export const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL starting with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  });

export const wholeNumber = (fallback: number, min: number, max: number) =>
  z
    .string()
    .default(String(fallback))
    .refine((text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max, {
      message: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number);

export const text = z.string().min(1, "must not be empty");

export const yesOrNo = z
  .enum(["true", "false"])
  .default("false")
  .transform((value) => value === "true");

/** Values with commas between, each of which must fit `check`. */
export const list = (fallback: string, check: (value: string) => boolean, message: string) =>
  z
    .string()
    .default(fallback)
    .transform((given) =>
      given
        .split(",")
        .map((value) => value.trim())
        .filter((value) => value !== ""),
    )
    .refine((values) => values.every(check), { message });
