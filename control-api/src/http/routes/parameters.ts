/** Parameters that several routes share. */
import { z } from "zod";
import type { Viewer } from "../../stores/storeBackups.ts";
import { ifMatchPattern, readIfMatch } from "../entityTags.ts";
import type { Scope, User } from "../policies.ts";
import { storeName } from "../schemas.ts";

export const commitId = z
  .string()
  .regex(/^[0-9a-f]{40}$/, "must be a full commit id")
  .meta({ id: "CommitId", description: "Full commit id" });

export const storeParams = z.object({ name: storeName });
export const storeCommitParams = z.object({ name: storeName, commit: commitId });
export const commitParams = z.object({ commit: commitId });

export const idempotencyHeaders = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, "must be 1 to 255 printable ASCII characters without spaces, e.g. a UUID")
    .optional()
    .meta({ description: "Makes a retry safe: the same key with the same body is one commit" }),
});

export const ifMatch = {
  "if-match": z
    .string()
    .regex(ifMatchPattern, 'must be ETags, e.g. "<40 hex digits>", with commas between, or *')
    .optional()
    .meta({ description: "ETag of the version the change is based on; * for any" }),
};

/** What an If-Match lets a change be made to: any version when there is none or it is `*`. */
export function seenVersions(header: string | undefined): readonly string[] | undefined {
  const read = header === undefined ? "any" : readIfMatch(header);
  return read === "any" ? undefined : (read ?? []);
}

/** Whose backups a caller may see. */
export function viewer(scope: Scope, user: User): Viewer {
  return scope === "own" ? user.id : undefined;
}

export const pageQuery = z.object({
  cursor: commitId.optional().meta({ description: "nextCursor of the page before" }),
  limit: z.coerce.number().int().min(1).max(200).default(30),
});
