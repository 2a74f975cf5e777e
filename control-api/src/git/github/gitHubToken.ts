import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { GitUnavailableError } from "../errors.ts";
import type { GitHubAddress } from "./gitHubAddress.ts";
import { silentLog } from "./silentLog.ts";

export type GitHubLogin =
  /** A fine-grained personal access token. */
  | { readonly kind: "token"; readonly token: string }
  /** A GitHub App; the installation is looked up by the repository unless given. */
  | { readonly kind: "app"; readonly appId: string; readonly privateKey: string; readonly installationId?: number };

/** The token to use now. `fresh` asks for another one than before, since GitHub refused it. @throws GitUnavailableError */
export type TokenSource = (fresh?: boolean) => Promise<string>;

const installationToken = z.object({ token: z.string(), expiresAt: z.iso.datetime() });

/** An installation's token lasts an hour; it is replaced this long before it ends, so that none ends in the middle of a push. */
const renewBeforeMs = 5 * 60_000;

/** Tokens of a login: a personal one for ever, an installation's renewed before it expires and limited to the one repository. */
export function tokenSource(login: GitHubLogin, { owner, repo, apiUrl }: GitHubAddress): TokenSource {
  if (login.kind === "token") return async () => login.token;
  const { appId, privateKey } = login;
  const { request } = new Octokit({ baseUrl: apiUrl, log: silentLog });
  const auth = createAppAuth({ appId, privateKey, request, log: silentLog });
  let installationId = login.installationId;
  let current: z.output<typeof installationToken> | undefined;
  let asking: Promise<string> | undefined;

  const ask = async () => {
    if (installationId === undefined) {
      const { token } = await auth({ type: "app" });
      const headers = { authorization: `bearer ${token}` };
      const found = await request("GET /repos/{owner}/{repo}/installation", { owner, repo, headers });
      installationId = found.data.id;
    }
    const answer = await auth({ type: "installation", installationId, repositoryNames: [repo], refresh: true });
    current = installationToken.parse(answer);
    return current.token;
  };

  return async (fresh = false) => {
    if (!fresh && current && Date.parse(current.expiresAt) - Date.now() > renewBeforeMs) return current.token;
    asking ??= ask()
      .catch((cause: unknown) => {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new GitUnavailableError(
          `GitHub gives the App no token for ${owner}/${repo}: ${why}. Check GITHUB_APP_ID, its private key, and that it is installed there`,
          { cause },
        );
      })
      .finally(() => {
        asking = undefined;
      });
    return await asking;
  };
}
