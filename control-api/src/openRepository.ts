/** The adapter of the stores repository that the settings name. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { openGitHubStoresRepository } from "./git/github/openGitHubStoresRepository.ts";
import type { GitObserver } from "./git/gitObserver.ts";
import type { InTurn } from "./git/gitStoresRepository.ts";
import { openGitStoresRepository } from "./git/openGitStoresRepository.ts";
import type { Proposals } from "./git/proposals.ts";
import type { StoresRepository } from "./git/storesRepository.ts";
import { mergeValuesFiles } from "./stores/mergeValuesFiles.ts";

export interface OpenedRepository {
  readonly repository: StoresRepository;
  /** Where the Git server has pull requests. */
  readonly proposals?: Proposals;
}

/** @throws Error when a key can't be read or is none, or GIT_URL names no repository. */
export async function openRepository(
  config: Config,
  { log, observer, inTurn }: { readonly log: Logger; readonly observer: GitObserver; readonly inTurn: InTurn },
): Promise<OpenedRepository> {
  const optional = async (file: string | undefined) => (file === undefined ? undefined : await readFile(file, "utf8"));
  const [signingKey, trustedKeys, appKey] = await Promise.all([
    readFile(config.SIGNING_KEY_FILE, "utf8"),
    optional(config.TRUSTED_KEYS_FILE),
    optional(config.GITHUB_APP_PRIVATE_KEY_FILE),
  ]);
  const common = {
    url: config.GIT_URL,
    branch: config.GIT_BRANCH,
    folder: join(config.STATE_DIR, "stores.git"),
    signingKey,
    trustedKeys,
    mergeText: mergeValuesFiles,
    log,
    observer,
  };
  if (config.GIT_PROVIDER === "github") {
    const { GITHUB_APP_ID: appId, GITHUB_TOKEN: token = "" } = config;
    return await openGitHubStoresRepository(common, {
      login: appId && appKey ? { kind: "app", appId, privateKey: appKey } : { kind: "token", token },
      apiUrl: config.GITHUB_API_URL,
      pushIntervalMs: config.GITHUB_PUSH_INTERVAL_SECONDS * 1000,
      labels: config.GITHUB_PULL_REQUEST_LABELS,
      autoMerge: config.GITHUB_AUTO_MERGE,
    });
  }
  const { GIT_USERNAME: username, GIT_PASSWORD: password = "" } = config;
  const credentials = username === undefined ? undefined : { username, password };
  return { repository: await openGitStoresRepository({ ...common, credentials, inTurn }) };
}
