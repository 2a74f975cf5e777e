/** Asks restic. It is given the repository's address, its password and credentials by its environment, never by its arguments. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { scrubber } from "../observability/secrets.ts";

const run = promisify(execFile);

/** The repository can't be read just now; nothing was changed. */
export class BackupsUnavailableError extends Error {
  override readonly name = "BackupsUnavailableError";
}

/** How long an answer may take, in ms. */
const answerWithin = 20_000;
/** More than the list of any store's snapshots takes, in bytes. */
const mostOutput = 16 * 1024 * 1024;
/** What programs need to know of where they run; nothing else of ours is any of restic's business. */
const passedOn = ["PATH", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"];

export interface ResticRepository {
  readonly binary: string;
  /** Variables of restic: RESTIC_REPOSITORY, RESTIC_PASSWORD and those of the storage. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * What `restic snapshots` prints as JSON of the snapshots of `host`.
 * @throws BackupsUnavailableError in restic's words
 */
export async function listSnapshots(
  { binary, variables }: ResticRepository,
  host: string,
  signal: AbortSignal,
): Promise<string> {
  const inherited = passedOn.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const folder = await mkdtemp(join(tmpdir(), "restic-"));
  try {
    const known = await knownHosts(variables, folder);
    const { stdout } = await run(binary, ["snapshots", "--json", "--no-lock", "--no-cache", "--host", host], {
      env: { ...Object.fromEntries(inherited), ...variables, ...known, RCLONE_LOG_LEVEL: "ERROR", HOME: folder },
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithin)]),
      // Not only its children's: restic itself ignores a mere SIGTERM while it waits for the network.
      killSignal: "SIGKILL",
      maxBuffer: mostOutput,
    });
    return stdout;
  } catch (cause) {
    if (cause instanceof BackupsUnavailableError) throw cause;
    // The store's first backup makes it.
    if (saidBy(cause).includes("Is there a repository at the following location?")) return "[]";
    throw new BackupsUnavailableError(`The backups' repository can't be read: ${why(cause, variables)}.`, { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** SFTP goes through rclone, which trusts any server unless it is told which. @throws BackupsUnavailableError when it isn't */
async function knownHosts(
  variables: Readonly<Record<string, string>>,
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const { SSH_KNOWN_HOSTS: lines } = variables;
  if (lines !== undefined) {
    const file = join(folder, "known_hosts");
    await writeFile(file, `${lines}\n`);
    return { RCLONE_SFTP_KNOWN_HOSTS_FILE: file };
  }
  const bySftp = Object.entries(variables).some(
    ([name, value]) => /^RCLONE_CONFIG_\w+_TYPE$/.test(name) && value === "sftp",
  );
  if (!bySftp) return {};
  throw new BackupsUnavailableError(
    "SSH_KNOWN_HOSTS is not in the Secret repository: put the SFTP server's line of known_hosts there.",
  );
}

/** The last thing restic said, without anything secret. */
function why(error: unknown, variables: Readonly<Record<string, string>>): string {
  if (!(error instanceof Error)) return "restic failed";
  if ("code" in error && error.code === "ENOENT") return "restic isn't installed where the control API runs";
  if (error.name === "AbortError") return "it took too long to answer";
  const line = saidBy(error).trim().split("\n").at(-1);
  const clean = scrubber(Object.values(variables))(line ?? "")
    .replace(/^Fatal: /, "")
    .replace(/\.$/, "");
  return clean === "" ? "restic failed" : clean.slice(0, 300);
}

function saidBy(error: unknown): string {
  return error instanceof Error && "stderr" in error && typeof error.stderr === "string" ? error.stderr : "";
}
