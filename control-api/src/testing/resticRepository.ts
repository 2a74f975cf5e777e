/** A repository of backups in a folder, written by a real restic, with the Secrets that lead to it in a test's cluster. */
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { restic } from "../../../scripts/src/tools/restic.ts";
import type { FakeCluster } from "./fakeCluster.ts";

const run = promisify(execFile);

export const backupsNamespace = "storeplane-backups";
const secrets = "/api/v1/secrets";

/** The schema of a chart that makes backups as one had it that made none. */
export function withoutBackups(schemaText: string): string {
  const schema = JSON.parse(schemaText) as { properties: Record<string, unknown> };
  const { backups: _backups, restore: _restore, ...properties } = schema.properties;
  return JSON.stringify({ ...schema, properties });
}

export interface TestBackups {
  /** Makes the store's repository, and its key, unless it is there. */
  open(store: string): Promise<void>;
  /** What a store's job does; the id of the snapshot. */
  backUp(store: string, tags?: Readonly<Record<string, string>>, at?: string): Promise<string>;
}

/** Puts the operator's Secret into the cluster; `folder` is where the repositories go. */
export function testBackups(cluster: FakeCluster, folder: string): TestBackups {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const base = join(folder, "backups");
  const opened = new Set<string>();
  cluster.put(secrets, {
    metadata: { name: "repository", namespace: backupsNamespace },
    data: { RESTIC_REPOSITORY: base64(base) },
  });
  const call = (store: string, ...args: string[]) =>
    run(restic, ["--no-cache", "--json", ...args], {
      env: { RESTIC_REPOSITORY: join(base, store), RESTIC_PASSWORD: `password of ${store}`, TZ: "UTC" },
    });

  async function open(store: string): Promise<void> {
    if (opened.has(store)) return;
    await mkdir(base, { recursive: true });
    await call(store, "init");
    cluster.put(secrets, {
      metadata: { name: `store-${store}`, namespace: backupsNamespace },
      data: { RESTIC_PASSWORD: base64(`password of ${store}`) },
    });
    opened.add(store);
  }

  return {
    open,
    async backUp(store, tags = {}, at = new Date().toISOString()) {
      await open(store);
      const file = join(folder, "dump.sql");
      await writeFile(file, `-- ${store} at ${at}\n`);
      const named = {
        reason: "scheduled",
        owner: "dev@localhost",
        engine: "medusa",
        "chart-version": "1.1.0",
        bytes: "1234",
        ...tags,
      };
      const options = Object.entries(named).flatMap(([name, value]) => ["--tag", `${name}=${value}`]);
      const time = at.slice(0, 19).replace("T", " ");
      await call(store, "backup", "--host", store, "--time", time, ...options, file);
      const { stdout } = await call(store, "snapshots");
      const newest = (JSON.parse(stdout) as { id: string; time: string }[]).findLast((one) =>
        one.time.startsWith(at.slice(0, 19)),
      );
      return newest?.id ?? "";
    },
  };
}
