/** Git server, PostgreSQL and any number of control APIs, each a process of its own: for load, faults and fuzzing. */
import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../../scripts/src/process/ports.ts";
import { seed } from "../../../scripts/src/stores-repository/seed.ts";
import { type RunningGitServer, startGitServerProcess } from "../git/testing/gitServerProcess.ts";
import { importCommits, storeCommits } from "../git/testing/importStores.ts";
import { newSigningKey } from "../git/testing/newSigningKey.ts";
import { newValuesFile } from "../stores/newValuesFile.ts";
import { type ApiProcess, startApiProcess } from "./apiProcess.ts";
import { startPostgres, type TestPostgres } from "./postgres.ts";

const run = promisify(execFile);

export interface ProcessPlatform {
  readonly folder: string;
  /** The bare repository that is served. */
  readonly repository: string;
  readonly gitUrl: string;
  readonly postgres: TestPostgres;
  readonly git: {
    /** The server with all that it runs ends at once. */
    kill(): Promise<void>;
    start(): Promise<void>;
  };
  readonly apis: readonly ApiProcess[];
  /** Standard output of Git in the served repository. */
  readRepository(...args: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export interface ProcessPlatformOptions {
  /** Names of the stores that are there at first. */
  readonly stores?: readonly string[];
  /** How many control APIs run side by side. */
  readonly replicas?: number;
  /** Settings beside the usual ones. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
  /** Starts the cluster, which is found through the kubeconfig; otherwise there is none. */
  readonly startCluster?: (kubeconfig: string, repository: string) => Promise<{ close(): Promise<void> }>;
}

export async function startProcessPlatform(options: ProcessPlatformOptions = {}): Promise<ProcessPlatform> {
  const { stores = [], replicas = 1, settings = {}, nodeArguments = [] } = options;
  const folder = await mkdtemp(join(tmpdir(), "storeplane-processes-"));
  // PostgreSQL runs as somebody else.
  await chmod(folder, 0o755);
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const repository = join(folder, "git/stores.git");
    const [postgres, gitPort] = await Promise.all([startPostgres(join(folder, "db")), freePort()]);
    closers.push(() => postgres.stop());
    const gitUrl = `http://127.0.0.1:${gitPort}/stores.git`;
    await seed({
      repository,
      url: gitUrl,
      dashboardUrl: "http://127.0.0.1",
      domain: "localhost",
      chartsFolder: resolve(import.meta.dirname, "../../../charts"),
    });
    if (stores.length > 0) await importCommits(repository, storeCommits(stores, valuesOf));
    let server: RunningGitServer | undefined = await startGitServerProcess(repository, gitPort);
    closers.push(async () => server?.close());
    const signingKeyFile = join(folder, "key.pem");
    await writeFile(signingKeyFile, newSigningKey(), { mode: 0o600 });
    const kubeconfig = join(folder, "kubeconfig");
    const cluster = await options.startCluster?.(kubeconfig, repository);
    if (cluster) closers.push(() => cluster.close());
    const environmentOf = (replica: number) => ({
      AUTH_MODE: "dev",
      NODE_ENV: "test",
      GIT_URL: gitUrl,
      STATE_DIR: join(folder, `state-${replica}`),
      DATABASE_URL: postgres.url,
      KUBECONFIG: kubeconfig,
      SIGNING_KEY_FILE: signingKeyFile,
      ...settings,
    });
    const apis: ApiProcess[] = [];
    for (let replica = 0; replica < replicas; replica += 1) {
      const api = await startApiProcess(environmentOf(replica), nodeArguments);
      closers.push(() => api.stop());
      apis.push(api);
    }
    return {
      folder,
      repository,
      gitUrl,
      postgres,
      apis,
      git: {
        async kill() {
          await server?.kill();
          server = undefined;
        },
        async start() {
          server ??= await startGitServerProcess(repository, gitPort);
        },
      },
      async readRepository(...args) {
        return (await run("git", ["--git-dir", repository, ...args], { maxBuffer: 256 * 1024 * 1024 })).stdout;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function valuesOf(name: string): string {
  const owner = `${name.split("-")[0]}@example.com`;
  return newValuesFile(
    { engine: "medusa", chartVersion: "1.0.0", owner, displayName: name },
    { resources: { plan: "small" } },
  );
}
