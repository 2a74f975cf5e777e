import type { Duplex } from "node:stream";
import type { ValidationProblem } from "@storeplane/control-api/validation";
import type { Logger } from "pino";
import { noCommit, problemsOfPush, type RefUpdate, type ValidateChange } from "./pushedChange.ts";
import { refusalLines } from "./refusal.ts";

export interface PreReceiveOptions {
  readonly repository: string;
  readonly branch: string;
  readonly validate: ValidateChange;
  /** Milliseconds that validating one push may take. */
  readonly limitMs: number;
  readonly log: Logger;
}

interface Question {
  readonly environment: Readonly<Record<string, string>>;
  readonly updates: readonly RefUpdate[];
}

const mostQuestionCharacters = 1_000_000;

/**
 * The resident side of the hook `pre-receive`: waits for its question on `asked`, writes the verdict to `answer`.
 * Whatever goes wrong is a refusal, so a push comes in only when the validator has said yes.
 */
export function answerPreReceive(asked: Duplex, answer: Duplex, options: PreReceiveOptions): void {
  let text = "";
  const receive = (chunk: Buffer) => {
    text += chunk.toString();
    const end = text.indexOf("\n\n", text.split("\n", 3).join("\n").length);
    if (end < 0 && text.length < mostQuestionCharacters) return;
    asked.off("data", receive);
    asked.resume();
    void verdict(text, options).then((lines) => answer.end(lines.map((line) => `${line}\n`).join("")));
  };
  asked.on("data", receive);
  // A push that Git refuses by itself (say, a damaged pack) never runs the hook.
  asked.on("error", () => undefined);
  answer.on("error", () => undefined);
}

async function verdict(text: string, options: PreReceiveOptions): Promise<string[]> {
  const started = performance.now();
  try {
    const question = parseQuestion(text);
    const problems: ValidationProblem[] = [];
    for (const update of question.updates)
      problems.push(...(await problemsOfUpdate(update, question.environment, options)));
    const ms = Math.round(performance.now() - started);
    options.log.info({ updates: question.updates, problems: problems.length, ms }, "push validated");
    return problems.length === 0 ? ["accepted"] : ["refused", ...refusalLines(problems)];
  } catch (error) {
    options.log.error({ err: error }, "push could not be validated");
    const why = error instanceof Error ? error.message : String(error);
    return ["refused", `Refused: the push could not be validated (${why.replace(/\s+/g, " ")}). Nothing was changed.`];
  }
}

/** Three lines of quarantine, then `<before> <after> <ref>` lines until an empty one. */
function parseQuestion(text: string): Question {
  const [objects = "", alternates = "", quarantine = "", ...rest] = text.split("\n");
  const updates: RefUpdate[] = [];
  for (const line of rest) {
    if (line === "") break;
    const match = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (\S+)$/.exec(line);
    if (!match?.[1] || !match[2] || !match[3]) throw new Error("the hook sent a line that is no ref update");
    updates.push({ before: match[1], after: match[2], ref: match[3] });
  }
  if (updates.length === 0) throw new Error("the hook sent no ref update");
  const environment = {
    ...(objects && { GIT_OBJECT_DIRECTORY: objects }),
    ...(alternates && { GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates }),
    ...(quarantine && { GIT_QUARANTINE_PATH: quarantine }),
  };
  return { environment, updates };
}

/** Only what gets deployed is validated: a branch under work may be broken, and Git itself refuses deletions. */
async function problemsOfUpdate(
  update: RefUpdate,
  environment: Readonly<Record<string, string>>,
  options: PreReceiveOptions,
): Promise<ValidationProblem[]> {
  if (!/^refs\/(heads|tags)\//.test(update.ref)) {
    return [{ path: update.ref, message: "only branches and tags can be pushed" }];
  }
  if (update.ref !== `refs/heads/${options.branch}` || update.after === noCommit) return [];
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${options.limitMs} ms`)), options.limitMs);
  });
  try {
    return await Promise.race([problemsOfPush(update, { ...options, environment }), tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}
