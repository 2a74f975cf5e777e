import { z } from "zod";

/** A watch sends text where client-node's lists give dates. */
export const instant = z
  .union([z.date(), z.iso.datetime({ offset: true })])
  .transform((time) => new Date(time).getTime())
  .nullish();
