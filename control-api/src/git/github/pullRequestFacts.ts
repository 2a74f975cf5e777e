import { z } from "zod";
import { readTrailers } from "../commitMessage.ts";
import type { ProposedFile, PullRequest } from "../proposals.ts";
import { isSignedBy, type TrustedKeys } from "../sshSignature.ts";
import type { StagedCommits } from "../stagedCommits.ts";
import { type GitHubClient, within } from "./gitHubClient.ts";

/** What is used of a pull request as GitHub tells it. */
export const gitHubPull = z.object({
  number: z.int(),
  node_id: z.string(),
  html_url: z.string(),
  title: z.string(),
  state: z.enum(["open", "closed"]),
  created_at: z.string(),
  merged_at: z.string().nullish(),
  auto_merge: z.unknown().optional(),
  base: z.object({ ref: z.string(), repo: z.object({ id: z.number() }) }),
  head: z.object({ ref: z.string(), sha: z.string(), repo: z.object({ id: z.number() }).nullish() }),
});

export type GitHubPull = z.output<typeof gitHubPull>;

/** What a pull request brings, which changes only with its head. */
export interface PullRequestFacts extends Pick<PullRequest, "ours" | "operation" | "actor" | "requestId" | "files"> {
  readonly bodyHash?: string;
}

const requestLimitMs = 10_000;
const storesFolder = "stores/";
/** Whoever adds more stores at once isn't shown all of them before they are merged. */
const mostTexts = 20;

/** Reads who asked for what (believed only of commits that the control API signed) and which files it touches. */
export async function readFacts(client: GitHubClient, number: number, trusted: TrustedKeys): Promise<PullRequestFacts> {
  const { octokit, repository } = client;
  const page = { ...repository, pull_number: number, per_page: 100, request: within(requestLimitMs) };
  const [commits, files] = await Promise.all([
    octokit.rest.pulls.listCommits(page),
    octokit.rest.pulls.listFiles(page),
  ]);
  const signed = commits.data.find(({ commit: { verification } }) => {
    const { payload, signature } = verification ?? {};
    return payload && signature && isSignedBy(trusted, Buffer.from(payload), signature);
  });
  const trailers = signed ? readTrailers(signed.commit.message) : {};
  const texts = files.data
    .filter(({ status, filename, sha }) => status === "added" && filename.startsWith(storesFolder) && sha)
    .slice(0, mostTexts);
  const found = new Map<string, string>();
  for (const { filename, sha } of texts) if (sha) found.set(filename, await readBlob(client, sha));
  return {
    ours: signed !== undefined,
    ...trailers,
    files: files.data.map(({ filename: path, status }): ProposedFile => {
      const text = found.get(path);
      return { path, status: statusOf(status), ...(text !== undefined && { text }) };
    }),
  };
}

/** The same of commits that were just made here. */
export function stagedFacts(staged: StagedCommits): PullRequestFacts {
  const [entry] = staged.commits;
  const { operation, actor, requestId } = entry?.commit ?? {};
  return {
    ours: true,
    ...(operation && { operation }),
    ...(actor !== undefined && { actor }),
    ...(requestId !== undefined && { requestId }),
    ...(entry?.bodyHash !== undefined && { bodyHash: entry.bodyHash }),
    files: (entry?.changes ?? []).map(({ path, before, after }): ProposedFile => {
      const text = before === undefined && after !== undefined ? staged.texts.get(after) : undefined;
      const status = before === undefined ? "added" : after === undefined ? "removed" : "changed";
      return { path, status, ...(text !== undefined && { text }) };
    }),
  };
}

export function presentPull(pull: GitHubPull, facts: PullRequestFacts): PullRequest {
  const { bodyHash: _bodyHash, ...shown } = facts;
  return {
    number: pull.number,
    url: pull.html_url,
    branch: pull.head.ref,
    title: pull.title,
    state: pull.merged_at ? "merged" : pull.state,
    openedAt: new Date(pull.created_at).toISOString(),
    autoMerge: pull.auto_merge !== undefined && pull.auto_merge !== null,
    ...shown,
  };
}

async function readBlob({ octokit, repository }: GitHubClient, file_sha: string): Promise<string> {
  const { data } = await octokit.rest.git.getBlob({ ...repository, file_sha, request: within(requestLimitMs) });
  return Buffer.from(data.content, data.encoding === "base64" ? "base64" : "utf8").toString("utf8");
}

function statusOf(status: string): ProposedFile["status"] {
  return status === "added" || status === "removed" ? status : "changed";
}
