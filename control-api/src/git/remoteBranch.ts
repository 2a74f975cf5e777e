import type { Logger } from "pino";
import type { CourteousPace } from "./courteousPace.ts";
import type { GitConnection } from "./gitConnection.ts";
import { type PushOutcome, pushPack, readRemoteTip } from "./receivePack.ts";
import type { StagedCommits } from "./stagedCommits.ts";

/** The branch on the Git server, and the one thing in which servers differ: how commits get there. */
export interface RemoteBranch {
  readonly name: string;
  /** The commit that the branch is at; undefined when there is no such branch. @throws NoAnswerError, GitUnavailableError */
  tip(): Promise<string | undefined>;
  /**
   * Moves the branch from the staged commits' base to their tip, or leaves it alone when it is elsewhere.
   * @throws NoAnswerError when the outcome is not known, GitUnavailableError when nothing was changed.
   */
  push(staged: StagedCommits): Promise<PushOutcome>;
  close(): void;
}

export interface SmartHttpBranchOptions {
  readonly branch: string;
  readonly connection: GitConnection;
  /** Milliseconds that one push may take. */
  readonly pushLimitMs: number;
  /** Told of each push. */
  readonly pace?: CourteousPace | undefined;
  readonly log: Pick<Logger, "info">;
}

const askingLimitMs = 10_000;

/** A branch on any Git server that speaks smart HTTP: one request carries all commits as a pack. */
export function smartHttpBranch(options: SmartHttpBranchOptions): RemoteBranch {
  const { branch, connection, pushLimitMs: limitMs, pace, log } = options;
  return {
    name: branch,
    tip: () => readRemoteTip(connection, branch, askingLimitMs),
    push: async (staged) => {
      const started = performance.now();
      const pack = staged.pack();
      const push = { branch, limitMs, oldId: staged.base.revision, newId: staged.tip, pack };
      const outcome = await pushPack(connection, push);
      const ms = Math.round(performance.now() - started);
      pace?.pushed(ms, outcome.kind === "stale");
      log.info(
        { commits: staged.commits.length, bytes: pack.length, ms, outcome: outcome.kind, tip: staged.tip },
        "pushed",
      );
      return outcome;
    },
    close: () => connection.close(),
  };
}
