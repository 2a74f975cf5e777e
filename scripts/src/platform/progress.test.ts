import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Progress } from "./progress.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "progress-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("the file always tells the state of every step, failures with their reason", async () => {
  const file = join(folder, "progress.json");
  const lines: string[] = [];
  const read = async () => JSON.parse(await readFile(file, "utf8"));
  const progress = new Progress(file, ["first", "second"], (line) => lines.push(line));
  expect(await read()).toEqual([
    { name: "first", state: "waiting" },
    { name: "second", state: "waiting" },
  ]);
  await progress.run("first", async (report) => {
    report("half way");
    expect(await read()).toMatchObject([{ name: "first", state: "running", detail: "half way" }, {}]);
  });
  const failing = progress.run("second", () => Promise.reject(new Error("no disk\nmore")));
  await expect(failing).rejects.toThrow("no disk");
  expect(await read()).toMatchObject([
    { name: "first", state: "done", detail: "half way" },
    { name: "second", state: "failed", detail: "no disk" },
  ]);
  expect(lines).toEqual([expect.stringContaining("first: half way"), expect.stringContaining("second: failed")]);
});
