import { createTwoFilesPatch } from "diff";
import type { FileDiff } from "./storesRepository.ts";

/** What happened to a file, as `diff -u` shows it. */
export function unifiedPatch({ path, before, after }: FileDiff): string {
  return createTwoFilesPatch(
    before === undefined ? "/dev/null" : `a/${path}`,
    after === undefined ? "/dev/null" : `b/${path}`,
    before ?? "",
    after ?? "",
  );
}
