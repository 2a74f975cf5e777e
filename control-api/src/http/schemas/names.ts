import { z } from "zod";

export const storeName = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
    "must be a lower-case DNS label of at most 40 characters: a-z, 0-9 and inner hyphens",
  )
  .meta({
    id: "StoreName",
    description: "Name of the store: a lower-case DNS label of at most 40 characters",
    examples: ["acme-shoes"],
  });
