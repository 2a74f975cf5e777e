import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { DamagedCloneError } from "./errors.ts";
import type { ObjectType } from "./gitObject.ts";
import { gitEnvironment } from "./gitProcess.ts";

export interface StoredObject {
  readonly type: ObjectType | "tag";
  readonly content: Buffer;
}

export interface ObjectReader {
  /** @throws DamagedCloneError when the clone lacks the object or it can't be read. */
  read(id: string): Promise<StoredObject>;
  close(): void;
}

interface Question {
  readonly id: string;
  readonly resolve: (object: StoredObject) => void;
  readonly reject: (error: Error) => void;
}

/** Longest silence while something is asked for. */
const silenceLimitMs = 20_000;

/**
 * One resident `git cat-file --batch`, started when first needed and again when it died: reads objects wherever Git keeps them
 * (loose or packed, also while Git repacks) without holding packs in memory.
 */
export function openObjectReader(gitdir: string): ObjectReader {
  let child: ChildProcessByStdio<Writable, Readable, null> | undefined;
  let questions: Question[] = [];
  let silence: NodeJS.Timeout | undefined;
  let closed = false;

  const fail = (error: Error) => {
    child?.kill("SIGKILL");
    child = undefined;
    clearTimeout(silence);
    silence = undefined;
    const failed = questions;
    questions = [];
    for (const question of failed) question.reject(error);
  };

  const start = () => {
    const started = spawn("git", [`--git-dir=${gitdir}`, "cat-file", "--batch"], {
      env: gitEnvironment(),
      stdio: ["pipe", "pipe", "ignore"],
    });
    let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
    const ended = () => {
      if (child === started) fail(new DamagedCloneError("git cat-file ended before it answered"));
    };
    started.once("error", ended);
    started.once("close", ended);
    started.stdin.on("error", ended);
    started.stdout.on("data", (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let answer = nextAnswer(rest); answer; answer = nextAnswer(rest)) {
        rest = answer.rest;
        const question = questions.shift();
        if (answer.object) question?.resolve(answer.object);
        else question?.reject(new DamagedCloneError(`the clone lacks the object ${question.id}`));
      }
      silence?.refresh();
      if (questions.length > 0) return;
      clearTimeout(silence);
      silence = undefined;
    });
    started.unref();
    child = started;
    return started;
  };

  return {
    read: (id) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new DamagedCloneError("the clone is closed"));
        questions.push({ id, resolve, reject });
        silence ??= setTimeout(() => fail(new DamagedCloneError(`git cat-file is stuck at ${id}`)), silenceLimitMs);
        (child ?? start()).stdin.write(`${id}\n`);
      }),
    close: () => {
      closed = true;
      fail(new DamagedCloneError("the clone is closed"));
    },
  };
}

/** The first whole answer in the buffer: `<id> <type> <size>\n<content>\n`, or `<id> missing\n`. */
function nextAnswer(buffer: Buffer): { readonly object?: StoredObject; readonly rest: Buffer } | undefined {
  const lineEnd = buffer.indexOf(10);
  if (lineEnd < 0) return undefined;
  const start = lineEnd + 1;
  const [, type, size] = /^[0-9a-f]+ (blob|tree|commit|tag) (\d+)$/.exec(buffer.toString("latin1", 0, lineEnd)) ?? [];
  if (type === undefined) return { rest: buffer.subarray(start) };
  const end = start + Number(size);
  if (buffer.length < end + 1) return undefined;
  const content = Buffer.from(buffer.subarray(start, end));
  return { object: { type: type as StoredObject["type"], content }, rest: buffer.subarray(end + 1) };
}
