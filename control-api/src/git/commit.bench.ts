/** How long a create takes from the call until its commit is on the remote, through the real Git server and its hook. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { newValuesFile } from "../stores/newValuesFile.ts";
import { storePath } from "../stores/storePath.ts";
import { startTestRepository, type TestRepository } from "./testing/testRepository.ts";

const run = promisify(execFile);

/** What was measured of one promise; `bound` is what the median must not exceed, none when it is for comparison only. */
export interface CommitFigure {
  readonly name: string;
  readonly unit: "ms";
  readonly samples: readonly number[];
  readonly bound?: number;
  readonly note?: string;
}

const rounds = 20;
const warmUps = 5;

export async function benchCommits(): Promise<CommitFigure[]> {
  return [...(await benchCreates(100, 60)), ...(await benchCreates(10_000, 80))];
}

async function benchCreates(stores: number, bound: number): Promise<CommitFigure[]> {
  const remote = await startTestRepository({ stores, ownProcess: true });
  try {
    const repository = await remote.open();
    const create = async (name: string) => {
      const text = newValuesFile(
        { engine: "medusa", chartVersion: "1.0.0", owner: "ada@example.com" },
        { plan: "small" },
      );
      const started = performance.now();
      await repository.commit({
        operation: "create",
        subject: `create store ${name}`,
        actor: "ada@example.com",
        requestId: randomUUID(),
        edits: [{ path: storePath(name), precondition: { kind: "absent" }, apply: () => text }],
      });
      return performance.now() - started;
    };
    const pushByGit = await systemPush(remote);
    const ours: number[] = [];
    const gits: number[] = [];
    for (let round = -warmUps; round < rounds; round += 1) {
      const mine = await create(`bench-${round + warmUps}`);
      const theirs = await pushByGit(`baseline-${round + warmUps}`);
      await repository.refresh();
      if (round >= 0) {
        ours.push(mine);
        gits.push(theirs);
      }
    }
    const size = `${stores.toLocaleString("en")} stores`;
    return [
      { name: `create → commit on the remote, ${size}`, unit: "ms", samples: ours, bound },
      {
        name: `git push of one such commit, ${size}`,
        unit: "ms",
        samples: gits,
        note: "for comparison, in turn with it",
      },
    ];
  } finally {
    await remote.close();
  }
}

/** A bare-bones commit of one file and its `git push`, of which only the push is measured. */
async function systemPush(remote: TestRepository): Promise<(name: string) => Promise<number>> {
  const { folder, git } = await remote.clone("baseline");
  return async (name) => {
    await git("pull", "--quiet", "--rebase", "origin", "main");
    const path = join(folder, storePath(name));
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, newValuesFile({ engine: "medusa", chartVersion: "1.0.0", owner: "ada@example.com" }));
    await git("add", "-A");
    await git("commit", "--quiet", "-m", `create store ${name}`);
    const started = performance.now();
    await run("git", ["-C", folder, "push", "--quiet", "origin", "HEAD:main"]);
    return performance.now() - started;
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) * 10) / 10;
}

export async function main(): Promise<void> {
  for (const { name, samples, bound, unit } of await benchCommits()) {
    process.stdout.write(`${JSON.stringify({ figure: name, median: median(samples), bound, unit })}\n`);
  }
}

if (import.meta.main) await main();
