import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const hook = join(import.meta.dirname, "hooks", "pre-receive");
const update = `${"0".repeat(40)} ${"1".repeat(40)} refs/heads/main\n`;

/** Runs the hook with descriptors 3 and 4 as the shell redirections say. */
function runHook(redirections: string, environment: NodeJS.ProcessEnv) {
  return new Promise<{ code: number | null; said: string }>((resolve) => {
    const child = spawn("sh", ["-c", `exec "$0" ${redirections}`, hook], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ["pipe", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(update);
    child.once("close", (code) => resolve({ code, said }));
  });
}

describe("the hook", () => {
  const asked = { STOREPLANE_VALIDATOR: "descriptors" };

  it.each([
    ["past the server", "", {}, /past the Git server/],
    [
      "when the validator has gone before the question",
      "3>&- 4</dev/null",
      asked,
      /validator is gone|Bad file descriptor|bad/i,
    ],
    ["when the validator is gone", "3>/dev/null 4</dev/null", asked, /gave no answer/],
    ["when the answer is no verdict", "3>/dev/null 4<<E\nmaybe\nE\n", asked, /^$/],
    ["with the reasons it is given", "3>/dev/null 4<<E\nrefused\nbecause\nE\n", asked, /^because\n$/],
  ])("refuses a push %s", async (_, redirections, environment, sentence) => {
    const { code, said } = await runHook(redirections, environment);
    expect(code).not.toBe(0);
    expect(said).toMatch(sentence);
  });

  it("lets a push in when the validator says yes, and only then", async () => {
    expect(await runHook("3>/dev/null 4<<E\naccepted\nE\n", asked)).toEqual({ code: 0, said: "" });
  });
});
