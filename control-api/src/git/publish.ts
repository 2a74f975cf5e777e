import { setTimeout as sleep } from "node:timers/promises";
import type { Span } from "@opentelemetry/api";
import type { InContext } from "../observability/requestContext.ts";
import { failSpan, startSpan, withSpan } from "../observability/spans.ts";
import { ChangeRefusedError, DamagedCloneError, GitUnavailableError } from "./errors.ts";
import { NoAnswerError } from "./gitConnection.ts";
import type { PushOutcome } from "./receivePack.ts";
import type { StagedCommits } from "./stagedCommits.ts";
import type { Change, CommitResult } from "./storesRepository.ts";

/** A change that waits for its answer. `deadline` is in epoch milliseconds. */
export interface PublishRequest {
  readonly change: Change;
  readonly deadline: number;
  /** Commits that were made for it in this run, so that one that landed unnoticed is not taken for an earlier request's. */
  readonly made: Set<string>;
  /** Runs something as part of the request that asked for it: its trace, its lines in the log. */
  readonly inContext: InContext;
  settled: boolean;
  resolve(result: CommitResult): void;
  reject(error: unknown): void;
}

/** What publishing needs of the repository. */
export interface Publisher {
  /** Nothing staged yet, on the last known tip. */
  stage(): StagedCommits;
  /** @throws NoAnswerError, GitUnavailableError */
  push(staged: StagedCommits): Promise<PushOutcome>;
  /** @throws NoAnswerError, GitUnavailableError */
  remoteTip(): Promise<string | undefined>;
  /** Fetches and makes the new tip the known one. @throws GitUnavailableError */
  fetch(): Promise<void>;
  /** Makes staged commits that are on the remote the known tip. */
  advance(staged: StagedCommits): void;
  /** True when the commit is in the history of the known tip. */
  knows(commitId: string): boolean;
  repair(): Promise<void>;
}

/** Takes those who wait into a batch of that size. */
export type JoinBatch = (size: number) => readonly PublishRequest[];

/** Why it has to be tried again, as it is told to whom the time runs out. */
const obstacles = {
  /** Others pushed first, or what was known of the branch was wrong. */
  overtaken: "others pushed first each time; nothing was changed; try again",
  /** The branch is where it was, and was not moved all the same. */
  locked:
    "the branch is locked on the Git server; nothing was changed; try again. If that lasts, a Git process that held the lock was " +
    "killed there: remove the branch's .lock file below refs/heads of the repository",
} as const;
type Obstacle = keyof typeof obstacles;

const mostAttempts = 50;
const mostPushes = 3;

/**
 * Publishes changes in one push, each as its own commit, in order. Every request is settled when this ends: resolved when its commit
 * is on the remote, or rejected. A push that lost a race is made again on what the other pushed, at once: waiting would only let
 * the next one be first. Whoever came meanwhile joins it.
 */
export async function publish(batch: readonly PublishRequest[], publisher: Publisher, join?: JoinBatch): Promise<void> {
  const requests = [...batch];
  let obstacle: Obstacle = "overtaken";
  try {
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const open = requests.filter((request) => isOpen(request, obstacle));
      const joined = join?.(open.length) ?? [];
      requests.push(...joined);
      open.push(...joined);
      if (open.length === 0) return;
      const outcome = await publishOnce(open, publisher, attempt);
      if (outcome === "settled") return;
      obstacle = outcome;
    }
    rejectAll(requests, new GitUnavailableError(obstacles[obstacle]));
  } catch (error) {
    rejectAll(requests, error);
  }
}

type Staged = { readonly result: CommitResult } | { readonly error: unknown };

async function publishOnce(
  open: readonly PublishRequest[],
  publisher: Publisher,
  attempt: number,
): Promise<"settled" | Obstacle> {
  const staged = publisher.stage();
  const answers: Staged[] = [];
  try {
    for (const request of open) answers.push(await stageOne(request, staged));
  } catch (error) {
    if (!(error instanceof DamagedCloneError)) throw error;
    await publisher.repair();
    return "overtaken";
  }
  // What the caller is told to be wrong may have been mended by a push that is not known here yet.
  if (
    attempt === 1 &&
    answers.some((answer) => "error" in answer) &&
    (await hasMoved(publisher, staged.base.revision))
  ) {
    await publisher.fetch();
    return "overtaken";
  }
  const outcome =
    staged.commits.length === 0 ? ({ kind: "accepted" } as const) : await pushUntilKnown(staged, publisher, open);
  if (outcome.kind === "accepted") {
    publisher.advance(staged);
    for (const [index, request] of open.entries()) settle(request, answers[index]);
    return "settled";
  }
  if (outcome.kind === "stale") {
    await publisher.fetch();
    if (publisher.stage().base.revision !== staged.base.revision) return "overtaken";
    // Nobody was first: somebody holds the branch's lock on the server, or died with it.
    await sleep(Math.random() * Math.min(1000, 20 * 2 ** attempt));
    return "locked";
  }
  if (outcome.kind === "unavailable")
    throw new GitUnavailableError(`the Git server didn't take the push: ${outcome.reason}`, {
      retryAfter: outcome.retryAfter,
    });
  if (open.length > 1) {
    // One of them was refused: the others must not suffer for it. Halving finds it among many in a few pushes.
    const middle = Math.ceil(open.length / 2);
    for (const half of [open.slice(0, middle), open.slice(middle)]) await publish(half, publisher);
    return "settled";
  }
  throw new ChangeRefusedError(outcome.reasons, outcome.remedy);
}

async function stageOne(request: PublishRequest, staged: StagedCommits): Promise<Staged> {
  try {
    const result = await request.inContext(() => withSpan("build the commit", {}, () => staged.add(request.change)));
    if (!result.replayed) request.made.add(result.commit.id);
    return { result: { ...result, replayed: result.replayed && !request.made.has(result.commit.id) } };
  } catch (error) {
    // Everything else comes from the change: a precondition that doesn't hold, or what its edits say.
    if (error instanceof DamagedCloneError || error instanceof GitUnavailableError) throw error;
    return { error };
  }
}

/** Pushes until it is known whether the commits are on the remote. */
async function pushUntilKnown(
  staged: StagedCommits,
  publisher: Publisher,
  open: readonly PublishRequest[],
): Promise<PushOutcome> {
  const deadline = Math.min(...open.map((request) => request.deadline));
  for (let tries = 1; ; tries += 1) {
    try {
      return await pushTraced(staged, publisher, open, tries);
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      const seen = error.sent ? await whereTheBranchIs(staged, publisher, deadline, error) : "before";
      if (seen === "landed") return { kind: "accepted" };
      if (seen === "elsewhere") return { kind: "stale" };
      if (tries >= mostPushes || Date.now() > deadline) {
        throw new GitUnavailableError(`${error.message}; try again`, { cause: error, outcomeUnknown: error.sent });
      }
      await sleep(50 * 2 ** tries);
    }
  }
}

/** One push for all: each of its requests has it in its own trace. */
async function pushTraced(
  staged: StagedCommits,
  publisher: Publisher,
  open: readonly PublishRequest[],
  tries: number,
): Promise<PushOutcome> {
  const attributes = { "storeplane.push.commits": staged.commits.length, "storeplane.push.try": tries };
  const spans: readonly Span[] = open.map(({ inContext }) => inContext(() => startSpan("push", attributes)));
  try {
    const outcome = await publisher.push(staged);
    for (const span of spans) span.setAttribute("storeplane.push.outcome", outcome.kind);
    return outcome;
  } catch (error) {
    for (const span of spans) failSpan(span, error);
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}

/** After a push whose answer got lost. */
async function whereTheBranchIs(
  staged: StagedCommits,
  publisher: Publisher,
  deadline: number,
  lost: NoAnswerError,
): Promise<"landed" | "before" | "elsewhere"> {
  for (let wait = 50; ; wait = Math.min(wait * 2, 1000)) {
    try {
      const tip = await publisher.remoteTip();
      if (tip === staged.tip) return "landed";
      if (tip === staged.base.revision) return "before";
      await publisher.fetch();
      return publisher.knows(staged.tip) ? "landed" : "elsewhere";
    } catch (error) {
      if (Date.now() + wait > deadline) {
        const message = `${lost.message}, and can't be asked whether the change landed; repeat the request with the same Idempotency-Key`;
        throw new GitUnavailableError(message, { cause: error, outcomeUnknown: true });
      }
      await sleep(wait);
    }
  }
}

async function hasMoved(publisher: Publisher, known: string): Promise<boolean> {
  const tip = await publisher.remoteTip().catch(() => undefined);
  return tip !== undefined && tip !== known;
}

function isOpen(request: PublishRequest, obstacle: Obstacle): boolean {
  if (!request.settled && Date.now() > request.deadline) {
    const tooSlow = "the Git server was too slow; nothing was changed; try again";
    request.reject(new GitUnavailableError(obstacle === "locked" ? obstacles.locked : tooSlow));
  }
  return !request.settled;
}

function settle(request: PublishRequest, answer: Staged | undefined): void {
  if (answer && "result" in answer) request.resolve(answer.result);
  else request.reject(answer?.error);
}

function rejectAll(requests: readonly PublishRequest[], error: unknown): void {
  for (const request of requests) if (!request.settled) request.reject(error);
}
