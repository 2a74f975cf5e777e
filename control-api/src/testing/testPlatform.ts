/** The control API with a real Git server and a real PostgreSQL, and no cluster, for tests on the level of HTTP. */
import { generateKeyPairSync } from "node:crypto";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pino } from "pino";
import { type GitServer, startGitServer } from "../../../scripts/src/git-server/gitServer.ts";
import { freePort } from "../../../scripts/src/process/ports.ts";
import { seed } from "../../../scripts/src/stores-repository/seed.ts";
import { workTreeGit } from "../../../scripts/src/stores-repository/workTree.ts";
import { readConfig } from "../config.ts";
import { type Service, startService } from "../startService.ts";
import { validateChange } from "../stores/validation.ts";
import { startPostgres, type TestPostgres } from "./postgres.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into answers of every shape.
  readonly body: Record<string, unknown>;
}

export interface TestPlatform {
  readonly url: string;
  /** What this one was started with, for another process beside it: give that its own STATE_DIR. */
  readonly settings: Readonly<Record<string, string>>;
  /** Below it everything goes when it is closed. */
  readonly folder: string;
  readonly postgres: TestPostgres;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** What a person does with Git: runs it in a fresh clone. */
  git(...args: string[]): Promise<string>;
  stopGit(): Promise<void>;
  startGit(): Promise<void>;
  /** Starts a second control API over the same Git and PostgreSQL, with settings of its own; `close` ends it too. */
  startReplica(settings?: Record<string, string>): Promise<Service>;
  /** Stops the control API and starts it again with the same state. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const log = pino({ level: "silent" });

/**
 * @param settings of the control API, or what makes them once the bare repository is there
 * @param writeKubeconfig makes the kubeconfig of a cluster; without it there is none
 */
export async function startTestPlatform(
  settings: Record<string, string> | ((repository: string) => Promise<Record<string, string>>) = {},
  writeKubeconfig?: (file: string) => Promise<void>,
): Promise<TestPlatform> {
  const folder = await mkdtemp(join(tmpdir(), "storeplane-api-"));
  // PostgreSQL runs as somebody else.
  await chmod(folder, 0o755);
  const [postgres, gitPort] = await Promise.all([startPostgres(join(folder, "db")), freePort()]);
  const repository = join(folder, "git/stores.git");
  const gitUrl = `http://127.0.0.1:${gitPort}/stores.git`;
  await seed({
    repository,
    url: gitUrl,
    dashboardUrl: "http://127.0.0.1",
    domain: "localhost",
    chartsFolder: resolve(import.meta.dirname, "../../../charts"),
  });
  await writeKubeconfig?.(join(folder, "kubeconfig"));
  const keyFile = join(folder, "key.pem");
  const { privateKey } = generateKeyPairSync("ed25519");
  await writeFile(keyFile, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });

  let service: Service | undefined;
  const startGit = () =>
    startGitServer({
      host: "127.0.0.1",
      port: gitPort,
      repository,
      branch: "main",
      log,
      validate: validateChange,
      limitMs: 20_000,
      requestLimitMs: 60_000,
      onPush: () =>
        void (service && fetch(`${service.url}/api/webhooks/git`, { method: "POST" }).catch(() => undefined)),
    });
  let gitServer: GitServer | undefined = await startGit();
  const environment: Record<string, string> = {
    PORT: "0",
    AUTH_MODE: "dev",
    NODE_ENV: "test",
    GIT_URL: gitUrl,
    STATE_DIR: join(folder, "state"),
    DATABASE_URL: postgres.url,
    KUBECONFIG: join(folder, "kubeconfig"),
    SIGNING_KEY_FILE: keyFile,
    SHOP_ORIGIN_TEMPLATE: "http://{host}:7480",
    // Tests create many, all from this machine; those that are about limits set them.
    LIMIT_STORES_PER_OWNER: "0",
    LIMIT_CREATIONS_PER_OWNER: "0",
    LIMIT_CREATIONS_PER_IP: "0",
    ...(typeof settings === "function" ? await settings(repository) : settings),
  };
  const config = readConfig(environment);
  const replicas: Service[] = [];
  service = await startService(config, log);
  let clone: string | undefined;

  return {
    get url() {
      return service?.url ?? "";
    },
    settings: environment,
    folder,
    postgres,
    async call(method, path, body, headers = {}) {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
      const response = await fetch(`${service?.url}/api${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { "content-type": type }), ...headers },
        ...(body !== undefined && { body: text }),
        signal: AbortSignal.timeout(30_000),
      });
      const answer = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json") ?? false;
      return {
        status: response.status,
        headers: response.headers,
        body: isJson ? JSON.parse(answer) : { text: answer },
      };
    },
    async git(...args) {
      if (clone === undefined) {
        clone = join(folder, "clone");
        await workTreeGit(folder, ["clone", "--quiet", gitUrl, clone]);
      }
      return workTreeGit(clone, args);
    },
    async stopGit() {
      await gitServer?.close();
      gitServer = undefined;
    },
    async startGit() {
      gitServer = await startGit();
    },
    async startReplica(more = {}) {
      const stateDir = join(folder, `state-${replicas.length + 2}`);
      const replica = await startService(readConfig({ ...environment, STATE_DIR: stateDir, ...more }), log);
      replicas.push(replica);
      return replica;
    },
    async restart() {
      await service?.close();
      service = await startService(config, log);
    },
    async close() {
      for (const running of [service, ...replicas]) await running?.close();
      await gitServer?.close();
      await postgres.stop();
      // What was just stopped may still write its last file.
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
