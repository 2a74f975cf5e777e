/** A PostgreSQL of its own for a test file. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { databaseUrl, postgresProcess, preparePostgres } from "../../../scripts/src/database/postgres.ts";
import { describeInstance } from "../../../scripts/src/instance.ts";
import { freePort } from "../../../scripts/src/process/ports.ts";

export interface TestPostgres {
  readonly url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Rows of a query. */
  query(sql: string): Promise<unknown[]>;
}

/** Makes and starts one below `folder`; stop it before removing the folder. */
export async function startPostgres(folder: string): Promise<TestPostgres> {
  const described = describeInstance({ slot: 9, name: "test", stateFolder: folder });
  const instance = { ...described, ports: { ...described.ports, postgres: await freePort() } };
  await preparePostgres(instance);
  const url = await databaseUrl(instance);
  const { command, args = [] } = postgresProcess(instance);
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    child = spawn(command, [...args], { cwd: "/", stdio: "ignore" });
    for (let attempt = 0; attempt < 1_200 && child.exitCode === null; attempt += 1) {
      const client = new Client({ connectionString: url });
      try {
        await client.connect();
        await client.end();
        return;
      } catch {
        await sleep(50);
      }
    }
    throw new Error(
      `PostgreSQL ${child.exitCode === null ? "isn't ready after a minute" : `ended with ${child.exitCode}`}`,
    );
  }

  await start();
  return {
    url,
    start,
    async query(sql) {
      const client = new Client({ connectionString: url });
      await client.connect();
      try {
        return (await client.query(sql)).rows;
      } finally {
        await client.end();
      }
    },
    async stop() {
      if (child?.exitCode !== null) return;
      child.kill("SIGINT");
      await once(child, "exit");
    },
  };
}
