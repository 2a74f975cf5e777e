import { expect, it } from "vitest";
import type { Proposals } from "../git/proposals.ts";
import { put } from "../git/testing/testChange.ts";
import { memoryRepository } from "../testing/memoryRepository.ts";
import type { StoresContext } from "./storesContext.ts";
import { submitChange } from "./submitChange.ts";

const by = { id: "alice@example.com", body: {} };
const change = put("acme", "text");
const pullRequest = {
  number: 1,
  url: "https://git.example.com/pull/1",
  branch: "storeplane/1",
  title: "create store acme",
  state: "open",
  openedAt: "2026-01-01T00:00:00.000Z",
  ours: true,
  autoMerge: false,
  files: [],
} as const;
const proposals: Proposals = {
  propose: async () => ({ kind: "proposed", pullRequest, replayed: false }),
  open: () => [],
  refresh: async () => undefined,
  onChange: () => () => undefined,
};

/** Only the parts that matter here. */
function context(parts: Partial<StoresContext>): StoresContext {
  return { repository: memoryRepository(), ...parts } as StoresContext;
}

it("commits at once unless the platform or the request wants a pull request", async () => {
  expect((await submitChange(context({ proposals }), by, change)).commit).toBeDefined();
  const careful = context({ proposals, changeMode: "pull-request" });
  expect(await submitChange(careful, by, change)).toEqual({ pullRequest });
  expect((await submitChange(careful, { ...by, mode: "direct" }, change)).commit).toBeDefined();
  expect(await submitChange(context({ proposals }), { ...by, mode: "pull-request" }, change)).toEqual({ pullRequest });
});

it("says so when the Git server has no pull requests, and commits nothing", async () => {
  const plain = context({});
  await expect(submitChange(plain, { ...by, mode: "pull-request" }, change)).rejects.toThrow(/no pull requests/);
  expect(plain.repository.snapshot()?.files.size).toBe(0);
});
