import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import type { ProposedChange } from "@storeplane/control-api/validation";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type GitServer, startGitServer } from "./gitServer.ts";
import type { ValidateChange } from "./pushedChange.ts";

const run = promisify(execFile);

let folder: string;
let repository: string;
let server: GitServer;
let seen: ProposedChange[];
let validate: ValidateChange;
let onPush: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-git-server-"));
  repository = join(folder, "stores.git");
  seen = [];
  validate = async () => [];
  onPush = vi.fn();
  server = await startGitServer({
    host: "127.0.0.1",
    port: 0,
    repository,
    branch: "main",
    limitMs: 8_000,
    requestLimitMs: 20_000,
    log: pino({ level: "silent" }),
    validate: (change) => {
      seen.push(change);
      return validate(change);
    },
    onPush: () => onPush(),
  });
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function git(...args: string[]) {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main"];
  return (
    await run("git", [...identity, ...args], { env: { PATH: process.env.PATH, HOME: folder, LANG: "C" } })
  ).stdout.trim();
}

/** A clone with one commit that holds `files`, not yet pushed. */
async function cloneWith(name: string, files: Record<string, string>) {
  const clone = join(folder, name);
  await git("clone", "--quiet", server.url, clone);
  await commit(clone, files, "change");
  return clone;
}

async function commit(clone: string, files: Record<string, string>, message: string) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(clone, path)), { recursive: true });
    await writeFile(join(clone, path), text);
  }
  await git("-C", clone, "add", "-A");
  await git("-C", clone, "commit", "--quiet", "--allow-empty", "-m", message);
}

const push = (clone: string, ...args: string[]) => git("-C", clone, "push", "--quiet", "origin", "main", ...args);
const tip = () =>
  git("--git-dir", repository, "rev-parse", "--verify", "--quiet", "refs/heads/main").catch(() => undefined);

describe("the Git server", () => {
  it("takes a first push into the empty repository and gives it to a clone", async () => {
    const clone = await cloneWith("one", { "README.md": "hello\n" });
    await push(clone);
    await git("clone", "--quiet", server.url, join(folder, "two"));
    expect(await git("-C", join(folder, "two"), "show", "HEAD:README.md")).toBe("hello");
    expect(onPush).toHaveBeenCalled();
  });

  it("shows the validator both sides of what changed", async () => {
    const clone = await cloneWith("one", { "a.yaml": "old\n", "b.yaml": "kept\n", "c.yaml": "gone\n" });
    await push(clone);
    await rm(join(clone, "c.yaml"));
    await commit(clone, { "a.yaml": "new\n", "d/ä b.yaml": "added\n" }, "second");
    await push(clone);

    const [first, second] = seen;
    expect(first?.changed.map((file) => file.before)).toEqual([undefined, undefined, undefined]);
    expect(second?.changed).toEqual([
      { path: "a.yaml", before: "old\n", after: "new\n" },
      { path: "c.yaml", before: "gone\n" },
      { path: "d/ä b.yaml", after: "added\n" },
    ]);
  });

  it("finds for the validator the values files that hold a text, pushed ones included", async () => {
    const clone = await cloneWith("one", {
      "stores/a/acme.yaml": "domains: [a.example]\n",
      "stores/b/ö.yaml": "# b.example\n",
      "README.md": "a.example\n",
    });
    await push(clone);
    await commit(clone, { "stores/c/c.yaml": "a.example\n" }, "second");
    const found: (readonly string[])[] = [];
    validate = async ({ findStores }) => {
      found.push(
        await findStores(["a.example"]),
        await findStores(["b.example", "-e"]),
        await findStores(["c.example"]),
      );
      return [];
    };
    await push(clone);
    expect(found).toEqual([["stores/a/acme.yaml", "stores/c/c.yaml"], ["stores/b/ö.yaml"], []]);
  });

  it("lets the validator read the rest of the new tree while the push is in quarantine", async () => {
    const clone = await cloneWith("one", { "a.yaml": "old\n", "b.yaml": "kept\n" });
    await push(clone);
    const read: (string | undefined)[] = [];
    validate = async (change) => {
      read.push(await change.readFile("a.yaml"), await change.readFile("b.yaml"));
      read.push(
        await change.readFile("nothing.yaml"),

        await change.readFile("a\nb"),
      );
      return [];
    };
    await commit(clone, { "a.yaml": "new\n" }, "second");
    await push(clone);
    expect(read).toEqual(["new\n", "kept\n", undefined, undefined]);
  });

  it("refuses a push with each file, pointer and sentence, and keeps nothing of it", async () => {
    const clone = await cloneWith("one", { "stores/a/acme.yaml": "x: 1\n" });
    validate = async () => [
      { path: "stores/a/acme.yaml", pointer: "/store/engine", message: "must be there; add `engine: medusa`" },
      { path: "stores/b/beta.yaml", message: "bad \u001b[31mcolour" },
    ];
    const failure = await push(clone).catch((error: Error) => error.message);
    expect(failure).toContain("Refused: 2 problems");
    expect(failure).toContain("stores/a/acme.yaml at /store/engine");
    expect(failure).toContain("add `engine: medusa`");
    expect(failure).not.toContain("\u001b[31m");
    expect(await tip()).toBeUndefined();
    expect(await git("--git-dir", repository, "count-objects")).toMatch(/^0 objects/);
  });

  it("refuses a push whose validator throws or takes too long", async () => {
    const clone = await cloneWith("one", { "a.yaml": "x\n" });
    validate = async () => {
      throw new Error("schema is damaged");
    };
    await expect(push(clone)).rejects.toThrow(/schema is damaged/);
    validate = () => new Promise(() => undefined);
    await expect(push(clone)).rejects.toThrow(/longer than 8000 ms/);
    expect(await tip()).toBeUndefined();
  });

  it("refuses a push past the server, but leaves a way for who owns the machine", async () => {
    const clone = await cloneWith("one", { "a.yaml": "x\n" });
    await expect(git("-C", clone, "push", repository, "main")).rejects.toThrow(/past the Git server/);
    await git("-C", clone, "push", "--receive-pack=git -c core.hooksPath=/dev/null receive-pack", repository, "main");
    expect(await tip()).toBe(await git("-C", clone, "rev-parse", "HEAD"));
  });

  it("refuses force pushes, deletions and refs that are neither branch nor tag", async () => {
    const clone = await cloneWith("one", { "a.yaml": "x\n" });
    await push(clone);
    await commit(clone, { "a.yaml": "y\n" }, "second");
    await push(clone);
    await git("-C", clone, "reset", "--quiet", "--hard", "HEAD~1");
    await commit(clone, { "a.yaml": "z\n" }, "other");
    await expect(push(clone, "--force")).rejects.toThrow(/non-fast-forward/);
    await expect(git("-C", clone, "push", "origin", ":main")).rejects.toThrow(/prohibited|denied|refus/i);
    await expect(git("-C", clone, "push", "origin", "HEAD:refs/other/x")).rejects.toThrow(/only branches and tags/);
  });

  it("refuses symbolic links and does not validate other branches", async () => {
    const clone = await cloneWith("one", { "a.yaml": "x\n" });
    await push(clone);
    validate = async () => [{ path: "a.yaml", message: "broken" }];
    await git("-C", clone, "push", "--quiet", "origin", "HEAD:refs/heads/work");
    validate = async () => [];
    await run("ln", ["-s", "/etc/passwd", join(clone, "link.yaml")]);
    await commit(clone, {}, "link");
    await expect(push(clone)).rejects.toThrow(/link\.yaml[\s\S]*symbolic link/);
  });

  it("speaks version 2 of the protocol and takes compressed requests", async () => {
    const clone = await cloneWith("one", { "a.yaml": "x\n" });
    await push(clone);
    const refs = await fetch(`${server.url}/info/refs?service=git-upload-pack`, {
      headers: { "git-protocol": "version=2" },
    });
    expect(await refs.text()).toMatch(/^000eversion 2/);
    const body = gzipSync("0014command=ls-refs\n00010009peel\n0000");
    const listed = await fetch(`${server.url}/git-upload-pack`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/x-git-upload-pack-request",
        "content-encoding": "gzip",
        "git-protocol": "version=2",
      },
    });
    expect(await listed.text()).toContain("refs/heads/main");
  });

  it("refuses what a web page could send", async () => {
    const plain = await fetch(`${server.url}/git-receive-pack`, {
      method: "POST",
      body: "0000",
      headers: { "content-type": "text/plain" },
    });
    expect(plain.status).toBe(415);
    expect((await fetch(`${server.url}/HEAD`)).status).toBe(404);
    expect((await fetch(`${server.url}/info/refs`)).status).toBe(403);
  });

  it("takes pushes at the same time, of which one wins and the other is told to fetch", async () => {
    const one = await cloneWith("one", { "a.yaml": "x\n" });
    await push(one);
    const two = await cloneWith("two", { "b.yaml": "x\n" });
    await commit(one, { "c.yaml": "x\n" }, "third");
    const results = await Promise.allSettled([push(one), push(two)]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const loser = results[0]?.status === "rejected" ? one : two;
    await git("-C", loser, "pull", "--quiet", "--rebase", "origin", "main");
    await push(loser);
    expect(await git("--git-dir", repository, "ls-tree", "--name-only", "main")).toBe("a.yaml\nb.yaml\nc.yaml");
  });
});
