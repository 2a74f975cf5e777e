import { execFileSync, spawn } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Debian's own programs, without the wrapper that looks for a cluster first. */
export const POSTGRES_BIN = "/usr/lib/postgresql/15/bin";
/** Debian's `nobody`: both servers refuse, or should refuse, to run as root. */
const UNPRIVILEGED = 65_534;

/** A server that lives as long as a build step. */
export interface TemporaryServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A port that is free now. A build may share the machine's network, so none is fixed. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** PostgreSQL with an empty database `store`, without syncing to disk, as an unprivileged user. */
export async function temporaryPostgres(): Promise<
  TemporaryServer & { database(name: string): string; ask(url: string, sql: string): string }
> {
  const folder = temporaryFolder("postgres-");
  const port = await freePort();
  const data = join(folder, "data");
  const as = { uid: UNPRIVILEGED, gid: UNPRIVILEGED, cwd: folder };
  execFileSync(
    `${POSTGRES_BIN}/initdb`,
    ["-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"],
    { ...as, stdio: ["ignore", "ignore", "inherit"] },
  );
  const options = [
    "fsync=off",
    "full_page_writes=off",
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${folder}`,
  ];
  const server = spawnServer(
    `${POSTGRES_BIN}/postgres`,
    ["-D", data, "-p", String(port), ...options.flatMap((option) => ["-c", option])],
    folder,
  );
  const isReady = () =>
    runs(`${POSTGRES_BIN}/pg_isready`, ["-q", "-h", "127.0.0.1", "-p", String(port), "-U", "postgres"]);
  await until(isReady, 30, "PostgreSQL");
  const sql = (command: string) =>
    execFileSync(`${POSTGRES_BIN}/psql`, [
      "-q",
      "-h",
      "127.0.0.1",
      "-p",
      String(port),
      "-U",
      "postgres",
      "-c",
      command,
    ]);
  sql("create role store login");
  return {
    url: `postgres://store@127.0.0.1:${port}/store`,
    database(name) {
      sql(`create database ${name} owner store`);
      return `postgres://store@127.0.0.1:${port}/${name}`;
    },
    ask: (url, sql) =>
      execFileSync(`${POSTGRES_BIN}/psql`, ["-qAt", "-v", "ON_ERROR_STOP=1", "-c", sql, url], {
        encoding: "utf8",
      }).trim(),
    stop: () => stopped(server, "SIGINT", folder),
  };
}

/** Redis that keeps nothing, as an unprivileged user. */
export async function temporaryRedis(): Promise<TemporaryServer> {
  const folder = temporaryFolder("redis-");
  const port = await freePort();
  const server = spawnServer("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", ""], folder);
  await until(() => runs("redis-cli", ["-p", String(port), "ping"]), 30, "Redis");
  return { url: `redis://127.0.0.1:${port}`, stop: () => stopped(server, "SIGTERM", folder) };
}

/** Ends with this process, however that ends: a build that is killed leaves no server behind. */
function spawnServer(command: string, args: readonly string[], folder: string): ReturnType<typeof spawn> {
  return spawn("setpriv", ["--pdeathsig", "TERM", "--", command, ...args], {
    uid: UNPRIVILEGED,
    gid: UNPRIVILEGED,
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** @throws Error after that many seconds, naming what was waited for. */
export async function until(holds: () => boolean | Promise<boolean>, seconds: number, what: string): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`${what} wasn't ready within ${seconds} s.`);
    await sleep(50);
  }
}

/** Ends a process and waits for it; by force after 20 s. */
export async function stopped(child: ReturnType<typeof spawn>, signal: NodeJS.Signals, folder?: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    const force = setTimeout(() => child.kill("SIGKILL"), 20_000);
    await gone;
    clearTimeout(force);
  }
  if (folder) rmSync(folder, { recursive: true, force: true });
}

function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  mkdirSync(folder, { recursive: true });
  chownSync(folder, UNPRIVILEGED, UNPRIVILEGED);
  return folder;
}

function runs(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore", timeout: 5_000 });
    return true;
  } catch {
    return false;
  }
}
