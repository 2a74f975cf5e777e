/** Pull requests of the fake, with merges that really happen in its repository. */
import { z } from "zod";
import type { GitHubDescription } from "./gitHubDescription.ts";
import { type Answered, type GitHubObjects, GitHubRefusal } from "./gitHubObjects.ts";

export interface FakePull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
  readonly fromFork: boolean;
  labels: string[];
  autoMerge?: string;
  state: "open" | "closed";
  mergedAt?: string;
  /** Kept when the branch is deleted after the merge. */
  headSha: string;
  baseSha: string;
}

export interface GitHubPullsOptions {
  readonly objects: GitHubObjects;
  readonly description: GitHubDescription;
  readonly apiUrl: string;
  readonly siteUrl: string;
}

const newPull = z.object({ title: z.string(), head: z.string(), base: z.string(), body: z.string().default("") });

export class GitHubPulls {
  readonly all: FakePull[] = [];
  readonly #options: GitHubPullsOptions;

  constructor(options: GitHubPullsOptions) {
    this.#options = options;
  }

  get(number: number): FakePull {
    const pull = this.all.find((one) => one.number === number);
    if (!pull) throw new GitHubRefusal(404, "Not Found");
    return pull;
  }

  async create(body: unknown, fromFork = false): Promise<Answered> {
    const { objects } = this.#options;
    const asked = newPull.parse(body);
    const [headSha, baseSha] = await Promise.all([
      objects.tipOf(`refs/heads/${asked.head}`),
      objects.tipOf(`refs/heads/${asked.base}`),
    ]);
    if (!headSha || !baseSha) throw new GitHubRefusal(422, "Validation Failed: head or base is invalid");
    if (this.all.some((pull) => pull.head === asked.head && pull.state === "open")) {
      throw new GitHubRefusal(422, `A pull request already exists for acme:${asked.head}.`);
    }
    if (headSha === baseSha) throw new GitHubRefusal(422, `No commits between ${asked.base} and ${asked.head}`);
    const pull: FakePull = {
      ...asked,
      number: this.all.length + 1,
      fromFork,
      labels: [],
      state: "open",
      headSha,
      baseSha,
    };
    this.all.push(pull);
    return { status: 201, body: this.shown(pull, "pull-request") };
  }

  list(query: URLSearchParams): Answered {
    const state = query.get("state") ?? "open";
    const head = query.get("head")?.split(":")[1];
    const found = this.all
      .filter((pull) => state === "all" || pull.state === state)
      .filter((pull) => (head === undefined || pull.head === head) && pull.base === (query.get("base") ?? pull.base));
    const page = Number(query.get("page") ?? 1);
    const size = Number(query.get("per_page") ?? 30);
    const shown = found.slice((page - 1) * size, page * size).map((pull) => this.shown(pull, "pull-request-simple"));
    return { status: 200, body: shown };
  }

  async commits(number: number): Promise<Answered> {
    const { objects, description } = this.#options;
    const { headSha, baseSha } = this.get(number);
    const ids = (await objects.git(["rev-list", "--reverse", headSha, `^${baseSha}`])).split("\n").filter(Boolean);
    const [example] = Object.values(description.example("commit-items"));
    const shown = ids.map(async (sha) => {
      const { parents, ...commit } = await objects.commitShown(sha);
      return { ...(example as object), sha, commit: { ...commit, comment_count: 0 }, parents };
    });
    return { status: 200, body: await Promise.all(shown) };
  }

  async files(number: number): Promise<Answered> {
    const { objects, description } = this.#options;
    const { headSha, baseSha } = this.get(number);
    const raw = await objects.git(["diff", "--raw", "--no-renames", "--no-abbrev", `${baseSha}...${headSha}`]);
    const [example] = Object.values(description.example("diff-entry-items"));
    const names = { A: "added", D: "removed", M: "modified" } as const;
    const shown = raw.split("\n").flatMap((line) => {
      const [, before, after, letter, filename] = /^:\d+ \d+ (\w+) (\w+) ([AMD])\t(.+)$/.exec(line) ?? [];
      if (!letter || !filename) return [];
      const status = names[letter as keyof typeof names];
      return [{ ...(example as object), filename, status, sha: status === "removed" ? before : after }];
    });
    return { status: 200, body: shown };
  }

  addLabels(number: number, body: unknown): Answered {
    const { labels } = z.object({ labels: z.array(z.string()) }).parse(body);
    this.get(number).labels = labels;
    return { status: 200, body: [] };
  }

  /** What a person does with the button. Deletes the branch, as repositories are mostly set to. */
  async merge(number: number, how: "merge" | "squash" = "merge"): Promise<void> {
    const { git, tipOf } = this.#options.objects;
    const pull = this.get(number);
    const base = (await tipOf(`refs/heads/${pull.base}`)) ?? "";
    const tree = await git(["merge-tree", "--write-tree", base, pull.headSha]);
    const parents = how === "merge" ? ["-p", base, "-p", pull.headSha] : ["-p", base];
    const person = Object.fromEntries(
      ["AUTHOR", "COMMITTER"].flatMap((who) => [
        [`GIT_${who}_NAME`, "Paula"],
        [`GIT_${who}_EMAIL`, "paula@example.com"],
      ]),
    );
    const merged = await git(["commit-tree", tree, ...parents, "-m", `${pull.title} (#${number})`], undefined, person);
    await git(["update-ref", `refs/heads/${pull.base}`, merged, base]);
    await git(["update-ref", "-d", `refs/heads/${pull.head}`]);
    pull.state = "closed";
    pull.mergedAt = new Date().toISOString();
  }

  shown(pull: FakePull, kind: "pull-request" | "pull-request-simple"): object {
    const { description, apiUrl, siteUrl } = this.#options;
    const example = description.example(kind);
    const repo = { ...(example.base as { repo: object }).repo, id: 1 };
    const side = (ref: string, sha: string, id: number) => ({
      label: `acme:${ref}`,
      ref,
      sha,
      user: example.user,
      repo: { ...repo, id },
    });
    return {
      ...example,
      url: `${apiUrl}/pulls/${pull.number}`,
      html_url: `${siteUrl}/pull/${pull.number}`,
      number: pull.number,
      node_id: `PR_${pull.number}`,
      title: pull.title,
      body: pull.body,
      state: pull.state,
      created_at: new Date().toISOString(),
      closed_at: pull.state === "closed" ? new Date().toISOString() : null,
      merged_at: pull.mergedAt ?? null,
      auto_merge: null,
      requested_teams: [],
      labels: [],
      head: side(pull.head, pull.headSha, pull.fromFork ? 2 : 1),
      base: side(pull.base, pull.baseSha, 1),
      ...(kind === "pull-request" && { merged: pull.mergedAt !== undefined }),
    };
  }
}
