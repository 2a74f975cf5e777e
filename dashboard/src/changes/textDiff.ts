import { createTwoFilesPatch } from "diff";
import type { FileDiff } from "../api/types.ts";

/** How one text becomes the other, as the API would tell it of a commit; none where they are the same. */
export function textDiff(path: string, before: string | undefined, after: string | undefined): FileDiff[] {
  if (before === after) return [];
  const patch = createTwoFilesPatch(path, path, before ?? "", after ?? "", undefined, undefined, { context: 3 });
  return [{ path, patch, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}
