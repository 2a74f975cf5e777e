/** The start of a commit's id, as people say it. */
export function shortId(commitId: string): string {
  return commitId.slice(0, 7);
}
