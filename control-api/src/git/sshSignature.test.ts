import { execFile } from "node:child_process";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCommit, personOf, signedCommit } from "./commitObject.ts";
import { isSignedBy, openCommitSigner, trustedKeys } from "./sshSignature.ts";
import { newSigningKey } from "./testing/newSigningKey.ts";

const run = promisify(execFile);
const key = newSigningKey();
const signer = openCommitSigner(key);
const storeplane = { name: "Storeplane", email: "storeplane@localhost" };
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
const commit = (message: string, parent = "0".repeat(40)) =>
  signedCommit(
    {
      tree: emptyTree,
      parent,
      author: personOf("Ünal <unal@example.com>", storeplane),
      committer: storeplane,
      time: 1_700_000_000,
      message,
    },
    signer,
  );

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-signature-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const hasSshKeygen = await access("/usr/bin/ssh-keygen").then(
  () => true,
  () => false,
);

describe("a signed commit", () => {
  it("is verified by whoever trusts the key, and by nobody else", () => {
    const { id, content } = commit("hello\n\nStoreplane-Actor: alice\n");
    expect(parseCommit(id, content, trustedKeys([signer.publicKey])).commit).toMatchObject({
      verified: true,
      actor: "alice",
    });
    const others = trustedKeys([openCommitSigner(newSigningKey()).publicKey]);
    expect(parseCommit(id, content, others).commit).toMatchObject({ verified: false, author: { name: "Ünal" } });
    expect(parseCommit(id, content, others).commit.actor).toBeUndefined();
  });

  it("is not verified any more when a byte of it was changed", () => {
    const { id, content } = commit("hello\n");
    const changed = Buffer.from(content.toString("latin1").replace("hello", "hallo"), "latin1");
    expect(parseCommit(id, changed, trustedKeys([signer.publicKey])).commit.verified).toBe(false);
  });

  it("is not verified by a signature that is damaged", () => {
    const trusted = trustedKeys([key.length > 0 ? signer.publicKey : ""]);
    const signature = signer.sign(Buffer.from("x"));
    expect(isSignedBy(trusted, Buffer.from("x"), signature)).toBe(true);
    for (const damaged of ["", "x", signature.slice(40), signature.replace(/\n[A-Za-z0-9+/]{8}/, "\nAAAAAAAA")]) {
      expect(isSignedBy(trusted, Buffer.from("x"), damaged)).toBe(false);
    }
  });

  it.skipIf(!hasSshKeygen)("is verified by Git itself", async () => {
    const git = (...args: string[]) => run("git", args, { env: { PATH: process.env.PATH, HOME: folder }, cwd: folder });
    await git("init", "--quiet", "--bare", "repo");
    const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
    await writeFile(join(folder, "empty"), "");
    await git("--git-dir=repo", "hash-object", "-t", "tree", "-w", join(folder, "empty"));
    const parent = await git("--git-dir=repo", ...identity, "commit-tree", "-m", "first", emptyTree);
    const { content } = commit("create store acme\n\nStoreplane-Actor: alice\n", parent.stdout.trim());
    await writeFile(join(folder, "commit"), content);
    const { stdout } = await git(
      "--git-dir=repo",
      "hash-object",
      "-t",
      "commit",
      "-w",
      "--literally",
      join(folder, "commit"),
    );
    await writeFile(join(folder, "signers"), `storeplane@localhost ${signer.publicKey}\n`);
    const verified = git(
      "--git-dir=repo",
      "-c",
      `gpg.ssh.allowedSignersFile=${folder}/signers`,
      "verify-commit",
      "-v",
      stdout.trim(),
    );
    expect((await verified).stderr).toMatch(/Good "git" signature for storeplane@localhost with ED25519 key/);
  });
});

it("takes trusted keys in PEM and as OpenSSH writes them, and nothing else", () => {
  expect(trustedKeys([`alice@example.com ${signer.publicKey} comment`]).size).toBe(1);
  expect(() => trustedKeys(["nothing"])).toThrow(/no Ed25519/);
});

it("names persons as Git can hold them", () => {
  expect(personOf("alice@example.com", storeplane)).toEqual({ name: "alice@example.com", email: "alice@example.com" });
  expect(personOf("Alice <alice@example.com>", storeplane)).toEqual({ name: "Alice", email: "alice@example.com" });
  expect(personOf("build bot", storeplane)).toEqual({ name: "build bot", email: "storeplane@localhost" });
});
