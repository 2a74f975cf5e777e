/** What ten thousand commits leave behind: memory of the process, loose objects, packs and bytes of the clone. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { newValuesFile } from "../stores/newValuesFile.ts";
import { storePath } from "../stores/storePath.ts";
import { storeNameOf } from "../testing/storeNames.ts";
import { runGit } from "./gitProcess.ts";
import { startTestRepository } from "./testing/testRepository.ts";

export interface GrowthFigure {
  readonly name: string;
  readonly unit: "MB" | "";
  readonly samples: readonly number[];
  readonly bound?: number;
  readonly note?: string;
}

interface Clone {
  readonly loose: number;
  readonly packs: number;
  /** Megabytes. */
  readonly disk: number;
}

const atOnce = 64;

/** Makes that many commits, each its own, many to a push as under load, and looks at what they leave. */
export async function benchGrowth(commits = 10_000): Promise<GrowthFigure[]> {
  const remote = await startTestRepository({ stores: 100, ownProcess: true });
  try {
    const folder = join(remote.folder, "clone");
    const repository = await remote.open({ folder });
    const create = (index: number) => {
      const name = storeNameOf(index);
      const text = newValuesFile({ engine: "medusa", chartVersion: "1.0.0", owner: "ada@example.com" });
      return repository.commit({
        operation: "create",
        subject: `create store ${name}`,
        actor: "ada@example.com",
        requestId: randomUUID(),
        edits: [{ path: storePath(name), precondition: { kind: "absent" }, apply: () => text }],
      });
    };
    /** Once everything is warm. */
    let warm = Number.NaN;
    let next = 0;
    let most: Clone = { loose: 0, packs: 0, disk: 0 };
    const creator = async () => {
      while (next < commits) {
        next += 1;
        const index = next;
        await create(index);
        if (index === Math.ceil(commits / 4)) warm = process.memoryUsage.rss();
        if (index % 500 !== 0) continue;
        const now = await look(folder);
        most = { loose: Math.max(most.loose, now.loose), packs: Math.max(most.packs, now.packs), disk: now.disk };
      }
    };
    await Promise.all(Array.from({ length: atOnce }, creator));
    const after = await look(folder);
    const grown = (process.memoryUsage.rss() - warm) / 1_000_000;
    const note = `after ${commits.toLocaleString("en")} commits; at most`;
    return [
      { name: "growth of memory by the last three quarters", unit: "MB", samples: [grown], bound: 100 },
      {
        name: "loose objects of the clone",
        unit: "",
        samples: [after.loose],
        bound: 6_000,
        note: `${note} ${most.loose}`,
      },
      { name: "packs of the clone", unit: "", samples: [after.packs], bound: 300, note: `${note} ${most.packs}` },
      { name: "size of the clone", unit: "MB", samples: [after.disk], bound: 200, note },
    ];
  } finally {
    await remote.close();
  }
}

async function look(folder: string): Promise<Clone> {
  const text = (await runGit(["count-objects", "-v"], { gitdir: folder, limitMs: 20_000 })).toString();
  const count = (what: string) => Number(new RegExp(`^${what}: (\\d+)$`, "m").exec(text)?.[1] ?? Number.NaN);
  return { loose: count("count"), packs: count("packs"), disk: (count("size") + count("size-pack")) / 1_000 };
}
