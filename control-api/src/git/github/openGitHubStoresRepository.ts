import { openGitConnection } from "../gitConnection.ts";
import { type GitStoresRepositoryOptions, openGitStoresRepository } from "../openGitStoresRepository.ts";
import type { Proposals } from "../proposals.ts";
import { PushPace } from "../pushPace.ts";
import { openCommitSigner, trustedKeys } from "../sshSignature.ts";
import type { StoresRepository } from "../storesRepository.ts";
import { gitHubAddress } from "./gitHubAddress.ts";
import { gitHubBranch } from "./gitHubBranch.ts";
import { openGitHubClient } from "./gitHubClient.ts";
import { type AutoMerge, GitHubPullRequests } from "./gitHubPullRequests.ts";
import { type GitHubLogin, tokenSource } from "./gitHubToken.ts";

export interface GitHubOptions {
  readonly login: GitHubLogin;
  /** Root of the REST API; derived from the repository's URL unless given. */
  readonly apiUrl?: string | undefined;
  /** Milliseconds between two updates of branches: how long a change may have to wait for its turn. */
  readonly pushIntervalMs: number;
  readonly labels: readonly string[];
  readonly autoMerge: AutoMerge;
  readonly writesPerMinute?: number | undefined;
  readonly notificationPauseMs?: number | undefined;
}

/** Each change costs two requests (a tree and a commit) of about 80 a minute that GitHub takes. */
const largestBatch = 24;

/**
 * Opens the stores repository on GitHub. It is read as on any Git server, with tokens that are renewed; commits and pull requests
 * are made through the REST API. Resolves at once, as `openGitStoresRepository`.
 * @throws Error when a key is none or the URL is no repository's.
 */
export async function openGitHubStoresRepository(
  options: Omit<GitStoresRepositoryOptions, "credentials" | "remote" | "pace" | "largestBatch">,
  gitHub: GitHubOptions,
): Promise<{ readonly repository: StoresRepository; readonly proposals: Proposals }> {
  const address = gitHubAddress(options.url, gitHub.apiUrl);
  const token = tokenSource(gitHub.login, address);
  const pace = new PushPace(gitHub.pushIntervalMs);
  const { writesPerMinute, notificationPauseMs, labels, autoMerge } = gitHub;
  const client = openGitHubClient({ address, token, pace, log: options.log, writesPerMinute, notificationPauseMs });
  const { url, log, branch: name, pushLimitMs = 20_000, commitLimitMs: limitMs = 30_000 } = options;
  const credentials = async () => ({ username: "x-access-token", password: await token() });
  const connection = openGitConnection(url, credentials);
  const branch = gitHubBranch({ branch: name, client, connection, pace, pushLimitMs, log });
  const repository = await openGitStoresRepository({ ...options, credentials, remote: branch, pace, largestBatch });
  const own = openCommitSigner(options.signingKey).publicKey;
  const trusted = trustedKeys([own, ...(options.trustedKeys ? [options.trustedKeys] : [])]);
  const proposals = new GitHubPullRequests({
    client,
    branch,
    repository,
    trusted,
    pace,
    labels,
    autoMerge,
    limitMs,
    log,
  });
  return { repository, proposals };
}
