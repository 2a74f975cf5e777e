import type { Commit } from "../api/types.ts";

/** Who made a change: the signed actor where the control API vouches for one, else the commit's author. */
export function whoChanged(commit: Commit): string {
  return (commit.verified ? commit.actor : undefined) ?? commit.author.name;
}
