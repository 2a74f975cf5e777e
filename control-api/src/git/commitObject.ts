import { readTrailers } from "./commitMessage.ts";
import { type NewObject, newObject } from "./gitObject.ts";
import { type CommitSigner, isSignedBy, type TrustedKeys } from "./sshSignature.ts";
import type { Commit } from "./storesRepository.ts";

export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface CommitParts {
  readonly tree: string;
  readonly parent: string;
  readonly author: Person;
  readonly committer: Person;
  /** Seconds since the epoch. */
  readonly time: number;
  readonly message: string;
}

/** A commit, signed: the signature covers everything but itself. */
export function signedCommit(parts: CommitParts, signer: CommitSigner): NewObject {
  const head = [
    `tree ${parts.tree}`,
    `parent ${parts.parent}`,
    `author ${personText(parts.author)} ${parts.time} +0000`,
    `committer ${personText(parts.committer)} ${parts.time} +0000`,
  ].join("\n");
  const signature = signer.sign(Buffer.from(`${head}\n\n${parts.message}`)).replaceAll("\n", "\n ");
  return newObject("commit", Buffer.from(`${head}\ngpgsig ${signature}\n\n${parts.message}`));
}

/** `Alice Smith <alice@example.com>` and `alice@example.com` are persons; anything else is a name at the committer's address. */
export function personOf(actor: string, committer: Person): Person {
  const [, name, bracketed] = /^\s*([^<>]*?)\s*<([^<>\s@]+@[^<>\s@]+)>\s*$/.exec(actor) ?? [];
  if (bracketed !== undefined) return { name: name || bracketed, email: bracketed };
  const address = /^[^<>\s@]+@[^<>\s@]+$/.exec(actor.trim())?.[0];
  return address === undefined ? { name: actor, email: committer.email } : { name: address, email: address };
}

/** Git takes neither angle brackets nor line breaks in a name, nor an empty one. */
function personText({ name, email }: Person): string {
  const clean = (text: string) => text.replace(/[<>\s\p{C}]+/gu, " ").trim();
  return `${clean(name) || "unknown"} <${clean(email)}>`;
}

export interface ParsedCommit {
  readonly commit: Commit;
  readonly tree: string;
  /** Of a verified commit: hash of the request's body. */
  readonly bodyHash?: string;
}

/**
 * A commit object as people see it.
 * @param trusted the keys whose signature is believed, or `ours` for a commit that was signed here a moment ago
 * @throws Error when the content is no commit.
 */
export function parseCommit(id: string, content: Buffer, trusted: TrustedKeys | "ours"): ParsedCommit {
  const text = content.toString("utf8");
  const headEnd = text.indexOf("\n\n");
  const [head, message] = headEnd < 0 ? [text, ""] : [text.slice(0, headEnd), text.slice(headEnd + 2)];
  const headers = head.replace(/\n /g, "\u0000").split("\n");
  const all = (name: string) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const [tree] = all("tree");
  const [author = ""] = all("author");
  const [committer = ""] = all("committer");
  if (tree === undefined) throw new Error(`commit ${id} is damaged`);
  const [signature] = all("gpgsig");
  const verified =
    signature !== undefined &&
    (trusted === "ours" || isSignedBy(trusted, withoutSignature(content), signature.replaceAll("\u0000", "\n")));
  const [subject = "", ...rest] = message.trimEnd().split("\n");
  const { bodyHash, ...trailers } = verified ? readTrailers(message) : {};
  return {
    tree,
    ...(bodyHash !== undefined && { bodyHash }),
    commit: {
      id,
      subject,
      body: rest.join("\n").replace(/^\n+/, ""),
      author: parsePerson(author),
      committedAt: new Date(Number(/> (\d+) [-+]\d+$/.exec(committer)?.[1] ?? 0) * 1000).toISOString(),
      verified,
      ...trailers,
      parents: all("parent"),
    },
  };
}

/** What was signed: the bytes without the `gpgsig` header and its continuation lines. */
function withoutSignature(content: Buffer): Buffer {
  const start = content.indexOf("\ngpgsig ") + 1;
  let end = content.indexOf("\n", start) + 1;
  while (content[end] === 0x20) end = content.indexOf("\n", end) + 1;
  return Buffer.concat([content.subarray(0, start), content.subarray(end)]);
}

function parsePerson(text: string): Person {
  const [, name = "", email = ""] = /^(.*?) ?<([^>]*)>/.exec(text) ?? [];
  return { name, email };
}
