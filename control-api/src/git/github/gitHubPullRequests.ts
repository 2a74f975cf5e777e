import type { Logger } from "pino";
import { ChangeRefusedError, GitUnavailableError, IdempotencyKeyReusedError } from "../errors.ts";
import { NoAnswerError } from "../gitConnection.ts";
import type { GitStoresRepository } from "../gitStoresRepository.ts";
import { Mutex } from "../mutex.ts";
import type { ProposalResult, Proposals, PullRequest } from "../proposals.ts";
import type { PushPace } from "../pushPace.ts";
import type { PushOutcome } from "../receivePack.ts";
import type { TrustedKeys } from "../sshSignature.ts";
import type { StagedCommits } from "../stagedCommits.ts";
import type { Change, FileDiff } from "../storesRepository.ts";
import type { GitHubBranch } from "./gitHubBranch.ts";
import { type GitHubClient, within } from "./gitHubClient.ts";
import { answerOf, faultOf } from "./gitHubFault.ts";
import {
  type GitHubPull,
  gitHubPull,
  type PullRequestFacts,
  presentPull,
  readFacts,
  stagedFacts,
} from "./pullRequestFacts.ts";
import { pullRequestText } from "./pullRequestText.ts";

export type AutoMerge = "off" | "merge" | "squash" | "rebase";

export interface GitHubPullRequestsOptions {
  readonly client: GitHubClient;
  readonly branch: GitHubBranch;
  readonly repository: GitStoresRepository;
  readonly trusted: TrustedKeys;
  readonly pace: PushPace;
  readonly labels: readonly string[];
  readonly autoMerge: AutoMerge;
  /** Milliseconds until a proposal is answered. */
  readonly limitMs: number;
  readonly log: Pick<Logger, "info" | "warn">;
}

const requestLimitMs = 10_000;
const mostPages = 10;
/** Branches of ours: this and the request's id, so that the same request finds what it made before. */
const branchFolder = "storeplane/";

interface Seen {
  readonly pull: GitHubPull;
  readonly facts: PullRequestFacts;
}

/** Changes proposed as pull requests on GitHub, and those that are open. */
export class GitHubPullRequests implements Proposals {
  readonly #options: GitHubPullRequestsOptions;
  readonly #proposing = new Mutex();
  readonly #looking = new Mutex();
  readonly #listeners = new Set<() => void>();
  #open = new Map<number, Seen>();

  constructor(options: GitHubPullRequestsOptions) {
    this.#options = options;
  }

  open(): readonly PullRequest[] {
    return [...this.#open.values()].map(({ pull, facts }) => presentPull(pull, facts));
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  propose(change: Change, signal?: AbortSignal): Promise<ProposalResult> {
    const ends = within(this.#options.limitMs, signal).signal;
    return this.#proposing.run(async () => {
      if (ends.aborted) throw this.#tooSlow();
      return await this.#propose(change, ends);
    });
  }

  async refresh(signal?: AbortSignal, number?: number): Promise<void> {
    await this.#looking.run(async () => {
      signal?.throwIfAborted();
      await (number === undefined ? this.#readAll() : this.#readOne(number));
    });
  }

  async #propose(change: Change, signal: AbortSignal): Promise<ProposalResult> {
    const { repository, branch, pace, limitMs, log } = this.#options;
    const name = `${branchFolder}${change.requestId}`;
    const earlier = change.bodyHash === undefined ? undefined : await this.#ofBranch(name);
    if (earlier) return this.#replayed(earlier, change);
    await repository.refresh(signal);
    const { staged, result } = await repository.stageAlone(change);
    if (result.replayed) return { kind: "committed", commit: result.commit };
    if (pace.waitMs > limitMs) throw this.#tooSlow();
    await pace.turn(signal).catch(() => {
      throw this.#tooSlow();
    });
    requireBranch(await branch.create(name, staged).catch(lostAnswer));
    const { pull, existed } = await this.#openPull(name, change, staged);
    if (existed) return this.#replayed(await this.#look(pull), change);
    await this.#label(pull);
    const autoMerge = await this.#enableAutoMerge(pull);
    const seen = { pull: { ...pull, ...(autoMerge && { auto_merge: true }) }, facts: stagedFacts(staged) };
    log.info({ pullRequest: pull.number, branch: name, commit: staged.tip }, "pull request opened");
    this.#open.set(pull.number, seen);
    this.#tell();
    return { kind: "proposed", pullRequest: presentPull(seen.pull, seen.facts), replayed: false };
  }

  #replayed({ pull, facts }: Seen, change: Change): ProposalResult {
    // What isn't signed by the control API on its branch was put there by somebody else.
    if (facts.requestId !== change.requestId || facts.bodyHash !== change.bodyHash) {
      throw new IdempotencyKeyReusedError(pull.head.sha);
    }
    return { kind: "proposed", pullRequest: presentPull(pull, facts), replayed: true };
  }

  async #openPull(
    name: string,
    change: Change,
    staged: StagedCommits,
  ): Promise<{ pull: GitHubPull; existed: boolean }> {
    const { client, branch } = this.#options;
    const text = pullRequestText(change, await this.#diffs(staged));
    try {
      const { data } = await client.octokit.rest.pulls.create({
        ...client.repository,
        ...text,
        head: name,
        base: branch.name,
        request: within(this.#options.limitMs),
      });
      return { pull: gitHubPull.parse(data), existed: false };
    } catch (error) {
      const existing = answerOf(error)?.status === 422 ? await this.#pullOf(name) : undefined;
      if (existing) return { pull: existing, existed: true };
      throw faultOf(error);
    }
  }

  /** What the staged commits change, for people to read. */
  async #diffs(staged: StagedCommits): Promise<FileDiff[]> {
    const { files } = staged.base.snapshot;
    const changes = staged.commits.flatMap((commit) => commit.changes);
    return await Promise.all(
      changes.map(async ({ path, after }) => {
        const before = files.get(path)?.text ?? (await this.#options.repository.readFile(path));
        const text = after === undefined ? undefined : staged.texts.get(after);
        return { path, ...(before !== undefined && { before }), ...(text !== undefined && { after: text }) };
      }),
    );
  }

  async #label({ number }: GitHubPull): Promise<void> {
    const { client, labels, log } = this.#options;
    if (labels.length === 0) return;
    const request = within(requestLimitMs);
    await client.octokit.rest.issues
      .addLabels({ ...client.repository, issue_number: number, labels: [...labels], request })
      .catch((error: unknown) =>
        log.warn({ err: faultOf(error), pullRequest: number }, "a pull request could not be labelled"),
      );
  }

  /** True when GitHub merges it by itself once the branch's rules are met. Where the repository doesn't allow that, people merge. */
  async #enableAutoMerge({ node_id, number }: GitHubPull): Promise<boolean> {
    const { client, autoMerge, log } = this.#options;
    if (autoMerge === "off") return false;
    try {
      await client.octokit.graphql(
        `mutation ($id: ID!, $how: PullRequestMergeMethod!) {
          enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: $how }) { clientMutationId }
        }`,
        { id: node_id, how: autoMerge.toUpperCase(), request: within(requestLimitMs) },
      );
      return true;
    } catch (error) {
      log.warn({ err: error, pullRequest: number }, "a pull request could not be set to merge by itself");
      return false;
    }
  }

  async #ofBranch(name: string): Promise<Seen | undefined> {
    const pull = await this.#pullOf(name);
    return pull && (await this.#look(pull));
  }

  async #pullOf(name: string): Promise<GitHubPull | undefined> {
    const { client, branch } = this.#options;
    const { data } = await this.#asked(
      client.octokit.rest.pulls.list({
        ...client.repository,
        state: "all",
        base: branch.name,
        head: `${client.repository.owner}:${name}`,
        request: within(requestLimitMs),
      }),
    );
    return data.map((found) => gitHubPull.parse(found)).find((pull) => pull.head.ref === name);
  }

  async #look(pull: GitHubPull): Promise<Seen> {
    const known = this.#open.get(pull.number);
    if (known?.pull.head.sha === pull.head.sha) return { pull, facts: known.facts };
    const { client, trusted } = this.#options;
    return { pull, facts: await this.#asked(readFacts(client, pull.number, trusted)) };
  }

  async #readAll(): Promise<void> {
    const { client, branch } = this.#options;
    const open = new Map<number, Seen>();
    for (let page = 1; page <= mostPages; page += 1) {
      const { data } = await this.#asked(
        client.octokit.rest.pulls.list({
          ...client.repository,
          state: "open",
          base: branch.name,
          per_page: 100,
          page,
          request: within(requestLimitMs),
        }),
      );
      for (const found of data) {
        const pull = gitHubPull.parse(found);
        if (isFromHere(pull)) open.set(pull.number, await this.#look(pull));
      }
      if (data.length < 100) break;
    }
    this.#open = open;
    this.#tell();
  }

  async #readOne(number: number): Promise<void> {
    const { client, branch, repository } = this.#options;
    const request = within(requestLimitMs);
    const { data } = await this.#asked(
      client.octokit.rest.pulls.get({ ...client.repository, pull_number: number, request }),
    );
    const pull = gitHubPull.parse(data);
    if (pull.state === "open" && pull.base.ref === branch.name && isFromHere(pull)) {
      this.#open.set(number, await this.#look(pull));
    } else {
      // Its store must be known before it stops being awaited.
      if (pull.merged_at) await repository.refresh();
      this.#open.delete(number);
    }
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #tooSlow(): GitUnavailableError {
    const wait = Math.ceil(this.#options.pace.waitMs / 1000);
    return new GitUnavailableError("GitHub was too slow; no pull request was opened; try again", {
      retryAfter: wait > 0 ? wait : undefined,
    });
  }

  async #asked<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw faultOf(error);
    }
  }
}

/** What a fork proposes is anybody's: only who may write here can make a store be awaited. */
function isFromHere({ head, base }: GitHubPull): boolean {
  return head.repo?.id === base.repo.id;
}

/** A branch that exists already is an earlier try of the same request. @throws ChangeRefusedError, GitUnavailableError */
function requireBranch(outcome: PushOutcome): void {
  if (outcome.kind === "refused") throw new ChangeRefusedError(outcome.reasons);
  if (outcome.kind === "unavailable") throw new GitUnavailableError(outcome.reason, { retryAfter: outcome.retryAfter });
}

function lostAnswer(error: unknown): never {
  if (!(error instanceof NoAnswerError)) throw error;
  const message = `${error.message}; no pull request was opened; repeat the request with the same Idempotency-Key`;
  throw new GitUnavailableError(message, { cause: error });
}
