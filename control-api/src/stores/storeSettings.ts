/** The key `store` of a values file: what the platform knows of a store. The rest of the file is the engine's. */
import { z } from "zod";

const label = z
  .string("must be text; quote it")
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "must be a lower-case name: a-z, 0-9 and inner hyphens");

export const chartVersionPattern = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

const text = z.string("must be text; quote it if it looks like something else");

export const storeSettings = z.object(
  {
    engine: label,
    chartVersion: z
      .string('must be text; quote it, e.g. "1.0.0"')
      .regex(chartVersionPattern, "must be a version of the engine's chart like 1.0.0"),
    owner: text.min(1, "must name the owner").max(254, "must have at most 254 characters"),
    displayName: text.max(80, "must have at most 80 characters").optional(),
    cluster: text.min(1, "must name a cluster").max(253, "must have at most 253 characters").default("in-cluster"),
    suspended: z.boolean("must be true or false").default(false),
  },
  "must be a mapping with engine, chartVersion and owner",
);

export type StoreSettings = z.infer<typeof storeSettings>;
