/** Git's objects and references as GitHub's REST API shows and makes them, on a real bare repository. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { runGit } from "../../gitProcess.ts";

/** An answer that is no success. */
export class GitHubRefusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

export interface Answered {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GitHubObjectsOptions {
  readonly repository: string;
  readonly apiUrl: string;
  /** Drops the message's last character, as a forge might that tidies messages. */
  readonly alters: () => boolean;
  /** Why a branch can't be updated just now, in GitHub's words. */
  readonly protection: (branch: string) => { readonly status: number; readonly words: string } | undefined;
}

const newTree = z.object({
  base_tree: z.string().optional(),
  tree: z.array(
    z.object({ path: z.string(), mode: z.string(), content: z.string().optional(), sha: z.string().nullish() }),
  ),
});

const signedPerson = z.object({ name: z.string(), email: z.string(), date: z.iso.datetime() });
const newCommit = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()),
  author: signedPerson,
  committer: signedPerson,
  signature: z.string().optional(),
});

const limitMs = 20_000;

export function gitHubObjects(options: GitHubObjectsOptions) {
  const { repository: gitdir, apiUrl } = options;
  const git = async (args: readonly string[], input?: string, environment: Record<string, string> = {}) =>
    (await runGit(args, { gitdir, limitMs, environment, ...(input !== undefined && { input }) }))
      .toString("utf8")
      .trim();
  const exists = (id: string) =>
    git(["cat-file", "-e", id]).then(
      () => true,
      () => false,
    );
  const refShown = (ref: string, sha: string) => ({
    ref,
    node_id: "REF",
    url: `${apiUrl}/git/${ref}`,
    object: { type: "commit", sha, url: `${apiUrl}/git/commits/${sha}` },
  });
  const tipOf = (ref: string) => git(["rev-parse", "--verify", "--quiet", ref]).catch(() => undefined);

  return {
    git,
    tipOf,

    async createTree(body: unknown): Promise<Answered> {
      const { base_tree: base, tree } = newTree.parse(body);
      const folder = await mkdtemp(join(tmpdir(), "storeplane-index-"));
      const index = { GIT_INDEX_FILE: join(folder, "index") };
      try {
        await git(base === undefined ? ["read-tree", "--empty"] : ["read-tree", base], undefined, index);
        const lines: string[] = [];
        for (const { path, mode, content, sha } of tree) {
          const blob = content === undefined ? sha : await git(["hash-object", "-w", "--stdin"], content);
          lines.push(`${blob ? mode : "0"} ${blob ?? "0".repeat(40)}\t${path}\n`);
        }
        await git(["update-index", "--index-info"], lines.join(""), index);
        const sha = await git(["write-tree"], undefined, index);
        return { status: 201, body: { sha, url: `${apiUrl}/git/trees/${sha}`, truncated: false, tree: [] } };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },

    async createCommit(body: unknown): Promise<Answered> {
      const parts = newCommit.parse(body);
      for (const id of [parts.tree, ...parts.parents]) {
        if (!(await exists(id))) throw new GitHubRefusal(422, `Object does not exist: ${id}`);
      }
      const person = ({ name, email, date }: z.output<typeof signedPerson>) =>
        `${name} <${email}> ${Date.parse(date) / 1000} +0000`;
      const head = [
        `tree ${parts.tree}`,
        ...parts.parents.map((parent) => `parent ${parent}`),
        `author ${person(parts.author)}`,
        `committer ${person(parts.committer)}`,
        ...(parts.signature === undefined ? [] : [`gpgsig ${parts.signature.replaceAll("\n", "\n ")}`]),
      ].join("\n");
      const message = options.alters() ? parts.message.slice(0, -1) : parts.message;
      const sha = await git(["hash-object", "-t", "commit", "-w", "--stdin"], `${head}\n\n${message}`);
      return { status: 201, body: { ...(await this.commitShown(sha)), sha } };
    },

    /** A commit in the shape of the Git data API. */
    async commitShown(sha: string) {
      const text = (await runGit(["cat-file", "commit", sha], { gitdir, limitMs })).toString("utf8");
      const [head = "", ...rest] = text.split("\n\n");
      const headers = head.replace(/\n /g, "\u0000").split("\n");
      const all = (name: string) =>
        headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
      const person = ([line = ""]: string[]) => {
        const [, name = "", email = "", seconds = "0"] = /^(.*) <(.*)> (\d+)/.exec(line) ?? [];
        return { name, email, date: new Date(Number(seconds) * 1000).toISOString() };
      };
      const [tree = ""] = all("tree");
      const [signature] = all("gpgsig");
      const unsigned = headers.filter((line) => !line.startsWith("gpgsig ")).join("\n");
      const message = rest.join("\n\n");
      return {
        node_id: "C",
        url: `${apiUrl}/git/commits/${sha}`,
        html_url: `${apiUrl}/commit/${sha}`,
        author: person(all("author")),
        committer: person(all("committer")),
        tree: { sha: tree, url: `${apiUrl}/git/trees/${tree}` },
        message,
        parents: all("parent").map((id) => ({ sha: id, url: `${apiUrl}/git/commits/${id}`, html_url: apiUrl })),
        verification: {
          verified: false,
          reason: signature === undefined ? "unsigned" : "unknown_key",
          signature: signature?.replaceAll("\u0000", "\n") ?? null,
          payload: signature === undefined ? null : `${unsigned}\n\n${message}`,
          verified_at: null,
        },
      };
    },

    async getRef(ref: string, seen: string | undefined): Promise<Answered> {
      const tip = await tipOf(`refs/${ref}`);
      if (tip === undefined) throw new GitHubRefusal(404, "Not Found");
      const etag = `"${tip}"`;
      if (seen === etag) return { status: 304, headers: { etag } };
      return { status: 200, body: refShown(`refs/${ref}`, tip), headers: { etag } };
    },

    async createRef(body: unknown): Promise<Answered> {
      const { ref, sha } = z.object({ ref: z.string(), sha: z.string() }).parse(body);
      if (await tipOf(ref)) throw new GitHubRefusal(422, "Reference already exists");
      if (!(await exists(sha))) throw new GitHubRefusal(422, "Object does not exist");
      await git(["update-ref", ref, sha, "0".repeat(40)]);
      return { status: 201, body: refShown(ref, sha) };
    },

    async updateRef(ref: string, body: unknown): Promise<Answered> {
      const { sha, force = false } = z.object({ sha: z.string(), force: z.boolean().optional() }).parse(body);
      const tip = await tipOf(`refs/${ref}`);
      if (tip === undefined) throw new GitHubRefusal(422, "Reference does not exist");
      const refused = options.protection(ref.replace("heads/", ""));
      if (refused) throw new GitHubRefusal(refused.status, refused.words);
      const forward = await git(["merge-base", "--is-ancestor", tip, sha]).then(
        () => true,
        () => false,
      );
      if (!forward && !force) throw new GitHubRefusal(422, "Update is not a fast forward");
      await git(["update-ref", `refs/${ref}`, sha, tip]);
      return { status: 200, body: refShown(`refs/${ref}`, sha) };
    },

    async getBlob(sha: string): Promise<Answered> {
      const content = await runGit(["cat-file", "blob", sha], { gitdir, limitMs });
      const encoding = { content: content.toString("base64"), encoding: "base64" };
      return {
        status: 200,
        body: { ...encoding, sha, node_id: "B", size: content.length, url: `${apiUrl}/git/blobs/${sha}` },
      };
    },
  };
}

export type GitHubObjects = ReturnType<typeof gitHubObjects>;
