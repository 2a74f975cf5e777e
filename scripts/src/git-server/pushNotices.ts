import type { Logger } from "pino";
import { branchTip } from "./branchTip.ts";
import { pushEvent } from "./pushEvent.ts";
import { noCommit } from "./pushedChange.ts";

export interface PushNoticesOptions {
  readonly repository: string;
  readonly branch: string;
  /** What clients, Argo CD among them, call the repository. */
  readonly url: string;
  /** Told of every push; while it answers, it tells Argo CD precisely which store changed. */
  readonly controlApi?: string;
  /** Argo CD's webhooks (argocd-server's, the ApplicationSet controller's), told when the control API doesn't answer. */
  readonly argocd: readonly string[];
  /** How often to look for commits that came past the server, in milliseconds. */
  readonly pollMs: number;
  /** Milliseconds a receiver may take. */
  readonly limitMs: number;
  readonly retryDelayMs: number;
  readonly log: Logger;
}

export interface PushNotices {
  /** Looks now whether the branch has moved. Returns at once. */
  check(): void;
  /** Waits for notices under way. */
  close(): Promise<void>;
}

/**
 * Tells others that the branch has moved, whoever moved it. It compares the tip with the last one told, so pushes that come
 * together are told together, and a move that Argo CD missed is told again with the next look.
 *
 * Argo CD is told only when the control API is not there: its ApplicationSet webhook can't be limited to the set that a path
 * belongs to, so each notice has all of them read the repository again, where the control API refreshes exactly one.
 */
export async function startPushNotices(options: PushNoticesOptions): Promise<PushNotices> {
  const { repository, branch, log } = options;
  const closing = new AbortController();
  let told = await branchTip(repository, branch);
  const missed = new Map<string, string>();
  let running: Promise<void> | undefined;
  let again = false;

  const look = async () => {
    const tip = await branchTip(repository, branch);
    if (!tip) return;
    const before = told ?? noCommit;
    if (tip !== told) {
      told = tip;
      const taken = await post(options.controlApi, { ref: `refs/heads/${branch}`, before, after: tip });
      if (!taken) for (const url of options.argocd) if (!missed.has(url)) missed.set(url, before);
    }
    await Promise.all([...missed].map(([url, from]) => tellArgocd(url, from, tip)));
  };

  const tellArgocd = async (url: string, before: string, after: string) => {
    const event = await pushEvent({ before, after }, options);
    if (await post(url, event, { "x-github-event": "push" })) missed.delete(url);
  };

  /** True when the receiver has taken the notice; one retry, since receivers restart. */
  const post = async (
    url: string | undefined,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<boolean> => {
    if (!url) return false;
    for (const attempt of [1, 2]) {
      const problem = await postOnce(url, body, headers, options.limitMs, closing.signal);
      if (!problem) return true;
      log.warn({ url, attempt, problem }, "notice of a push was not taken");
      if (attempt === 1) await sleep(options.retryDelayMs, closing.signal);
      if (closing.signal.aborted) return false;
    }
    return false;
  };

  const check = () => {
    if (running) {
      again = true;
      return;
    }
    running = look()
      .catch((error: unknown) => log.error({ err: error }, "could not look for pushes"))
      .finally(() => {
        running = undefined;
        if (again && !closing.signal.aborted) {
          again = false;
          check();
        }
      });
  };

  const poll = setInterval(check, options.pollMs);
  return {
    check,
    close: async () => {
      clearInterval(poll);
      closing.abort();
      await running;
    },
  };
}

async function postOnce(
  url: string,
  body: object,
  headers: Record<string, string>,
  limitMs: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
      signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `HTTP ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
