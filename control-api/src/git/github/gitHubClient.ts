import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import Bottleneck from "bottleneck";
import type { Logger } from "pino";
import type { PushPace } from "../pushPace.ts";
import type { GitHubAddress } from "./gitHubAddress.ts";
import { answerOf } from "./gitHubFault.ts";
import type { TokenSource } from "./gitHubToken.ts";
import { silentLog } from "./silentLog.ts";

export interface GitHubClientOptions {
  readonly address: GitHubAddress;
  readonly token: TokenSource;
  /** Told when GitHub asks for quiet. */
  readonly pace: PushPace;
  readonly log: Pick<Logger, "warn">;
  /** GitHub takes about 80 requests a minute that make something; 75 unless given. */
  readonly writesPerMinute?: number | undefined;
  /** Milliseconds between pull requests, since each notifies people; 3 seconds unless given. */
  readonly notificationPauseMs?: number | undefined;
}

export interface GitHubClient {
  readonly octokit: Octokit;
  /** Owner and name of the repository, as every call takes them. */
  readonly repository: { readonly owner: string; readonly repo: string };
  close(): Promise<void>;
}

/** A wait that GitHub asks for and that is shorter is waited for; longer ones are told to the caller. */
const shortWaitSeconds = 3;
const mostWaits = 2;

const ResilientOctokit = Octokit.plugin(retry, throttling);

/** A client of GitHub's REST API that renews its token, tries again what failed in passing, and keeps to GitHub's limits. */
export function openGitHubClient(options: GitHubClientOptions): GitHubClient {
  const { address, token, pace, log, writesPerMinute = 75, notificationPauseMs = 3000 } = options;
  const { owner, repo, apiUrl } = address;
  const write = new Bottleneck.Group({
    maxConcurrent: 1,
    reservoir: writesPerMinute,
    reservoirRefreshAmount: writesPerMinute,
    reservoirRefreshInterval: 60_000,
  });
  const notifications = new Bottleneck.Group({ maxConcurrent: 1, minTime: notificationPauseMs });
  const limited = (retryAfter: number, { url }: { url: string }, _octokit: unknown, waits: number) => {
    log.warn({ retryAfter, url }, "GitHub wants fewer requests");
    pace.blockFor(retryAfter);
    return retryAfter <= shortWaitSeconds && waits < mostWaits;
  };
  const octokit = new ResilientOctokit({
    baseUrl: apiUrl,
    userAgent: "storeplane",
    log: silentLog,
    throttle: { id: `${owner}/${repo}`, write, notifications, onRateLimit: limited, onSecondaryRateLimit: limited },
    // 409 is a lost race, and 429 is the throttling's.
    retry: { retries: 2, retryAfterBaseValue: 500, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
  });
  octokit.hook.wrap("request", async (request, endpoint) => {
    endpoint.headers.authorization = `token ${await token()}`;
    try {
      return await request(endpoint);
    } catch (error) {
      if (answerOf(error)?.status !== 401) throw error;
      // It expired before its time or was taken back.
      const fresh = `token ${await token(true)}`;
      if (fresh === endpoint.headers.authorization) throw error;
      endpoint.headers.authorization = fresh;
      return await request(endpoint);
    }
  });
  return {
    octokit,
    repository: { owner, repo },
    close: async () => {
      await Promise.all([write.disconnect(false), notifications.disconnect(false)]);
    },
  };
}

/** What each call hands to `request`: an end to waiting. */
export function within(limitMs: number, signal?: AbortSignal): { readonly signal: AbortSignal } {
  return { signal: AbortSignal.any([AbortSignal.timeout(limitMs), ...(signal ? [signal] : [])]) };
}
