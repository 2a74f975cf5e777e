/** A repository on GitHub, github.com's or a company's own. */
export interface GitHubAddress {
  readonly owner: string;
  readonly repo: string;
  /** Root of the REST API, without a slash at its end. */
  readonly apiUrl: string;
}

/**
 * Where a repository's API is, by the URL it is cloned from.
 * @param apiUrl where it differs from what GitHub's products use
 * @throws Error when the URL names no repository.
 */
export function gitHubAddress(cloneUrl: string, apiUrl?: string): GitHubAddress {
  const url = new URL(cloneUrl);
  const [owner, name, ...rest] = url.pathname.split("/").filter((part) => part !== "");
  const repo = name?.replace(/\.git$/, "");
  if (!owner || !repo || rest.length > 0) {
    throw new Error(
      `GIT_URL=${url.origin}${url.pathname} names no repository on GitHub: set https://<host>/<owner>/<repository>.git`,
    );
  }
  const standard = url.host === "github.com" ? "https://api.github.com" : `${url.origin}/api/v3`;
  return { owner, repo, apiUrl: (apiUrl ?? standard).replace(/\/$/, "") };
}
