import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { GitProcessError, gitEnvironment } from "@storeplane/control-api/git/gitProcess.ts";
import { killAfter } from "./gitProcess.ts";

/** Blobs above this are no text that anybody configures a store with. */
export const largestBlobBytes = 1024 * 1024;

export interface BlobReader {
  /**
   * Text of a blob by object id or `<commit>:<path>`; undefined when there is none.
   * @throws GitProcessError when it is larger than `largestBlobBytes` or Git ends early.
   */
  read(object: string): Promise<string | undefined>;
  close(): void;
}

interface Request {
  readonly object: string;
  readonly resolve: (text: string | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** One `git cat-file --batch` that answers in order; `environment` shows it the quarantine of a push. */
export function openBlobReader(options: {
  readonly repository: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds that the reader may live. */
  readonly limitMs: number;
}): BlobReader {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    "git",
    [`--git-dir=${options.repository}`, "cat-file", "--batch", "-z"],
    { env: gitEnvironment(options.environment), stdio: ["pipe", "pipe", "ignore"] },
  );
  killAfter(child, options.limitMs);
  const requests: Request[] = [];
  let buffer: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  let ended = false;

  const fail = (error: Error) => {
    ended = true;
    for (const request of requests.splice(0)) request.reject(error);
  };
  child.once("error", fail);
  child.once("close", () => fail(new GitProcessError("git cat-file ended before it answered")));
  child.stdin.on("error", fail);
  child.stdout.on("data", (chunk: Buffer) => {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
    for (;;) {
      const answer = nextAnswer(buffer);
      if (!answer) return;
      buffer = answer.rest;
      const request = requests.shift();
      if (answer.tooLarge) {
        request?.reject(new GitProcessError(`${request.object} is larger than ${largestBlobBytes} bytes`));
        child.kill();
      } else request?.resolve(answer.text);
    }
  });

  return {
    read: (object) =>
      new Promise((resolve, reject) => {
        if (ended) reject(new GitProcessError("git cat-file has ended"));
        else if (/[\0\n]/.test(object)) resolve(undefined);
        else {
          requests.push({ object, resolve, reject });
          child.stdin.write(`${object}\0`);
        }
      }),
    close: () => child.stdin.end(),
  };
}

/** The first whole answer in the buffer: `<id> <type> <size>\n<content>\n`, or `<object> missing\n` (also "ambiguous"). */
function nextAnswer(buffer: Buffer): { text?: string; tooLarge?: true; rest: Buffer } | undefined {
  const lineEnd = buffer.indexOf(10);
  if (lineEnd < 0) return undefined;
  const header = /^[0-9a-f]{40,64} (\w+) (\d+)$/.exec(buffer.toString("utf8", 0, lineEnd));
  const start = lineEnd + 1;
  if (!header) return { rest: buffer.subarray(start) };
  const size = Number(header[2]);
  if (size > largestBlobBytes) return { tooLarge: true, rest: Buffer.alloc(0) };
  if (buffer.length < start + size + 1) return undefined;
  const rest = buffer.subarray(start + size + 1);
  return header[1] === "blob" ? { text: buffer.toString("utf8", start, start + size), rest } : { rest };
}
