import { z } from "zod";

/** A user's id. It becomes a commit trailer and a label: no control characters, no spaces around. */
export const userId = z
  .string()
  .max(200)
  .regex(/^[\x21-\x7e]+$/, "must be printable ASCII without spaces");
