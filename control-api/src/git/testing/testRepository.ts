/** For tests and benchmarks: the project's own Git server over a stores repository in a temporary folder. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Logger, pino } from "pino";
import { startGitServer } from "../../../../scripts/src/git-server/gitServer.ts";
import { validateChange } from "../../stores/validation.ts";
import { type GitStoresRepositoryOptions, openGitStoresRepository } from "../openGitStoresRepository.ts";
import type { StoresRepository } from "../storesRepository.ts";
import { type RunningGitServer, startGitServerProcess } from "./gitServerProcess.ts";
import { importCommits, storeCommits } from "./importStores.ts";
import { newSigningKey } from "./newSigningKey.ts";

const run = promisify(execFile);

export const testSigningKey = newSigningKey();

export const silent: Logger = pino({ level: process.env.TEST_LOG_LEVEL ?? "silent" });

export interface TestRepository {
  /** Everything below it is removed at the end. */
  readonly folder: string;
  /** The bare repository that is served. */
  readonly repository: string;
  readonly url: string;
  stopServer(): Promise<void>;
  startServer(): Promise<void>;
  /** Runs Git as somebody other than the control API. */
  git(...args: readonly string[]): Promise<string>;
  /** A person's clone: commits files (undefined removes one) and pushes. */
  clone(name: string): Promise<PersonsClone>;
  open(options?: Partial<GitStoresRepositoryOptions>): Promise<StoresRepository>;
  close(): Promise<void>;
}

export interface PersonsClone {
  readonly folder: string;
  commit(message: string, files: Readonly<Record<string, string | undefined>>): Promise<string>;
  push(): Promise<void>;
  pull(): Promise<void>;
  git(...args: readonly string[]): Promise<string>;
}

/**
 * @param stores how many stores the repository holds at first, each added by a commit of its own
 * @param ownProcess runs the server as the platform does: for measuring
 */
export async function startTestRepository({
  stores = 0,
  empty = false,
  ownProcess = false,
} = {}): Promise<TestRepository> {
  const folder = await mkdtemp(join(tmpdir(), "storeplane-git-"));
  const repository = join(folder, "server", "stores.git");
  const opened: StoresRepository[] = [];
  let server: Pick<RunningGitServer, "url" | "close"> | undefined;
  let port = 0;
  let clones = 0;

  const git = async (...args: readonly string[]) => {
    const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
    const env = { PATH: process.env.PATH, HOME: folder, LANG: "C", GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0" };
    return (await run("git", [...identity, ...args], { env, maxBuffer: 64 * 1024 * 1024 })).stdout.trim();
  };
  const startServer = async () => {
    if (ownProcess) server = await startGitServerProcess(repository, port);
    else
      server = await startGitServer({
        host: "127.0.0.1",
        port,
        repository,
        branch: "main",
        limitMs: 20_000,
        requestLimitMs: 60_000,
        log: silent,
        validate: validateChange,
      });
    port = Number(new URL(server.url).port);
  };
  const stopServer = async () => {
    await server?.close();
    server = undefined;
  };
  await startServer();
  if (!empty) await seed(repository, stores);
  const url = server?.url ?? "";

  return {
    folder,
    repository,
    url,
    startServer,
    stopServer,
    git,
    clone: async (name) => {
      const own = join(folder, name);
      await git("clone", "--quiet", url, own);
      const inside = (...args: readonly string[]) => git("-C", own, ...args);
      return {
        folder: own,
        git: inside,
        commit: async (message, files) => {
          for (const [path, text] of Object.entries(files)) {
            if (text === undefined) await rm(join(own, path), { force: true });
            else {
              await mkdir(dirname(join(own, path)), { recursive: true });
              await writeFile(join(own, path), text);
            }
          }
          await inside("add", "-A");
          await inside("commit", "--quiet", "--allow-empty", "-m", message);
          return await inside("rev-parse", "HEAD");
        },
        push: async () => void (await inside("push", "--quiet", "origin", "HEAD:main")),
        pull: async () => void (await inside("pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main")),
      };
    },
    open: async (options) => {
      clones += 1;
      const store = await openGitStoresRepository({
        url,
        branch: "main",
        folder: join(folder, `clone-${clones}`),
        signingKey: testSigningKey,
        log: silent,
        ...options,
      });
      opened.push(store);
      return store;
    },
    close: async () => {
      await Promise.all(opened.map((store) => store.close()));
      await stopServer();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Values of a store of the engine that the repository is seeded with. */
export function testValues(displayName: string, more = ""): string {
  return `store:\n  engine: medusa\n  chartVersion: 1.0.0\n  owner: ada@example.com\n  displayName: ${displayName}\n${more}`;
}

/** Names spread over the alphabet, as people's are. */
export function testStoreName(index: number): string {
  return `${String.fromCharCode(97 + (index % 26))}shop-${String(index).padStart(5, "0")}`;
}

const schema = JSON.stringify({
  type: "object",
  required: ["store"],
  properties: { plan: { enum: ["small", "large"] } },
});

async function seed(repository: string, stores: number): Promise<void> {
  const files = {
    "README.md": "# Stores\n",
    "charts/medusa/1.0.0/Chart.yaml": "name: medusa\nversion: 1.0.0\n",
    "charts/medusa/1.0.0/values.schema.json": schema,
    "schemas/medusa-1.0.0.json": schema,
  };
  const names = Array.from({ length: stores }, (_, index) => testStoreName(index));
  await importCommits(repository, [{ message: "seed", files }, ...storeCommits(names, testValues)]);
}
