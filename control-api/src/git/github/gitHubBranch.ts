import type { Logger } from "pino";
import type { GitConnection } from "../gitConnection.ts";
import { noObject } from "../gitObject.ts";
import type { PushPace } from "../pushPace.ts";
import { type PushOutcome, pushPack } from "../receivePack.ts";
import type { RemoteBranch } from "../remoteBranch.ts";
import type { StagedCommits } from "../stagedCommits.ts";
import { type GitHubClient, within } from "./gitHubClient.ts";
import { answerOf, faultOf, rejectionOf } from "./gitHubFault.ts";
import { AlteredObjectError, uploadCommits } from "./uploadCommits.ts";

export interface GitHubBranchOptions {
  readonly branch: string;
  readonly client: GitHubClient;
  readonly connection: GitConnection;
  readonly pace: PushPace;
  /** Milliseconds that one push may take, with all its requests. */
  readonly pushLimitMs: number;
  readonly log: Pick<Logger, "info" | "warn">;
}

export interface GitHubBranch extends RemoteBranch {
  /**
   * Makes a branch at the staged commits' tip. `stale` means that there is such a branch already.
   * @throws NoAnswerError, GitUnavailableError
   */
  create(branch: string, staged: StagedCommits): Promise<PushOutcome>;
}

const askingLimitMs = 10_000;

/** A branch on GitHub, published to through the Git data API: objects first, then one update of the reference that is never forced. */
export function gitHubBranch(options: GitHubBranchOptions): GitHubBranch {
  const { branch, client, connection, pace, pushLimitMs, log } = options;
  const { octokit, repository } = client;
  /** The tip as last told, with the tag that makes asking again free of charge. */
  let seen: { readonly etag: string; readonly tip: string } | undefined;
  let byPack = false;

  /** Objects by the API, or, where it doesn't keep them as they are, all in one push as from any Git client. */
  const publish = async (
    name: string,
    staged: StagedCommits,
    move: () => Promise<unknown>,
    oldId: string,
  ): Promise<PushOutcome> => {
    const started = performance.now();
    if (!byPack) {
      await uploadCommits(client, staged, pushLimitMs).catch((error: unknown) => {
        if (!(error instanceof AlteredObjectError)) throw faultOf(error);
        log.warn({ err: error }, "GitHub's API alters commits; pushing them instead");
        byPack = true;
      });
    }
    const push = { branch: name, oldId, newId: staged.tip, limitMs: pushLimitMs };
    const outcome: PushOutcome = byPack
      ? await pushPack(connection, { ...push, pack: staged.pack() })
      : await move().then(() => ({ kind: "accepted" }) as const, rejectionOf);
    pace.pushed();
    const ms = Math.round(performance.now() - started);
    log.info({ branch: name, commits: staged.commits.length, ms, outcome: outcome.kind, tip: staged.tip }, "pushed");
    return outcome;
  };

  return {
    name: branch,
    tip: async () => {
      const headers = seen && { "if-none-match": seen.etag };
      try {
        const { data, headers: answered } = await octokit.rest.git.getRef({
          ...repository,
          ref: `heads/${branch}`,
          ...(headers && { headers }),
          request: within(askingLimitMs),
        });
        const tip = data.object.sha;
        seen = answered.etag === undefined ? undefined : { etag: answered.etag, tip };
        return tip;
      } catch (error) {
        const status = answerOf(error)?.status;
        if (status === 304) return seen?.tip;
        // 409 is an empty repository's.
        if (status === 404 || status === 409) return undefined;
        throw faultOf(error);
      }
    },
    push: (staged) =>
      publish(
        branch,
        staged,
        () =>
          octokit.rest.git.updateRef({
            ...repository,
            ref: `heads/${branch}`,
            sha: staged.tip,
            force: false,
            // A lost answer is found out by looking, not by asking again.
            request: { ...within(pushLimitMs), retries: 0 },
          }),
        staged.base.revision,
      ),
    create: (name, staged) =>
      publish(
        name,
        staged,
        () =>
          octokit.rest.git.createRef({
            ...repository,
            ref: `refs/heads/${name}`,
            sha: staged.tip,
            request: within(pushLimitMs),
          }),
        noObject,
      ),
    close: () => {
      connection.close();
      void client.close();
    },
  };
}
