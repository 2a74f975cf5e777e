import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { git } from "./gitProcess.ts";

/** The commit a branch points to, or undefined while it doesn't exist. Costs one small read, seldom a Git process. */
export async function branchTip(repository: string, branch: string): Promise<string | undefined> {
  const loose = await readFile(join(repository, "refs", "heads", ...branch.split("/")), "utf8").catch(() => "");
  if (/^[0-9a-f]{40,64}\n$/.test(loose)) return loose.trim();
  const packed = await git(["for-each-ref", "--format=%(objectname)", `refs/heads/${branch}`], { repository });
  return packed.trim() || undefined;
}
