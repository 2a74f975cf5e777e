/** Backups on an SFTP server: written as a store's pod does it, by the script of the image, and read as the control API does it. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { generateKeyPairSync, type webcrypto } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accepts, freePort } from "../../../scripts/src/process/ports.ts";
import { rclone } from "../../../scripts/src/tools/rclone.ts";
import { restic } from "../../../scripts/src/tools/restic.ts";
import { BackupsUnavailableError, listSnapshots } from "./restic.ts";

const run = promisify(execFile);
const library = new URL("../../../images/backup/repository.sh", import.meta.url).pathname;
let folder: string;
let server: ChildProcess;
let port: number;
/** What an operator puts into the Secret `repository`. */
let secret: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sftp-"));
  const hostKey = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keyFile = join(folder, "host_key");
  await writeFile(keyFile, hostKey.privateKey.export({ type: "pkcs1", format: "pem" }), { mode: 0o600 });
  await mkdir(join(folder, "served"));
  port = await freePort();
  const login = { user: "acme", pass: "a good password" };
  const options = ["--addr", `127.0.0.1:${port}`, "--key", keyFile, "--user", login.user, "--pass", login.pass];
  server = spawn(rclone, ["serve", "sftp", join(folder, "served"), ...options], {
    env: { HOME: folder },
    stdio: "ignore",
  });
  await waitUntil("the SFTP server listens", () => accepts(port), { timeoutMs: 20_000 });
  const { stdout: obscured } = await run(rclone, ["obscure", login.pass], { env: { HOME: folder } });
  secret = {
    RESTIC_REPOSITORY: "rclone:remote:shops",
    RCLONE_CONFIG_REMOTE_TYPE: "sftp",
    RCLONE_CONFIG_REMOTE_HOST: "127.0.0.1",
    RCLONE_CONFIG_REMOTE_PORT: String(port),
    RCLONE_CONFIG_REMOTE_USER: login.user,
    RCLONE_CONFIG_REMOTE_PASS: obscured.trim(),
    SSH_KNOWN_HOSTS: `[127.0.0.1]:${port} ssh-rsa ${wireFormat(hostKey.publicKey.export({ format: "jwk" }))}`,
  };
  // The control API finds rclone on its PATH.
  await symlink(rclone, join(folder, "rclone"));
  process.env.PATH = `${folder}${delimiter}${process.env.PATH}`;
});

afterAll(async () => {
  server.kill("SIGKILL");
  await once(server, "exit");
  await rm(folder, { recursive: true, force: true });
});

/** Of an RSA key, as known_hosts has it (RFC 4253, section 6.6). */
function wireFormat({ n = "", e = "" }: webcrypto.JsonWebKey): string {
  const field = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  // A leading zero keeps a number positive.
  const number = (text: string) => {
    const bytes = Buffer.from(text, "base64url");
    return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  };
  return Buffer.concat([field(Buffer.from("ssh-rsa")), field(number(e)), field(number(n))]).toString("base64");
}

/** Runs `script` where the image's functions are, with what the Secrets hold. */
async function inPod(script: string, values: Record<string, string>): Promise<string> {
  const entries = Object.entries(values).map(([name, text]) => `${name}=${text}\0`);
  await writeFile(join(folder, "repository"), entries.join(""));
  await writeFile(join(folder, "store-acme"), "RESTIC_PASSWORD=key of acme\0");
  // There is neither a Kubernetes API here nor, on every machine, the jq that reads its answers.
  const api = `request() { status=200 answer="$FOLDER$2"; }
    export_data() { while IFS= read -r -d '' entry; do export "$entry"; done < "$answer"; }`;
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", `. ${library}\n${api}\n${script}`], {
    env: {
      PATH: `${folder}:${dirname(restic)}:/usr/bin:/bin`,
      HOME: folder,
      STORE: "acme",
      BACKUPS_NAMESPACE: "backups",
      FOLDER: folder,
    },
    timeout: 60_000,
  });
  return stdout.trim();
}

const read = (values: Record<string, string>) =>
  listSnapshots(
    {
      binary: restic,
      variables: { ...values, RESTIC_REPOSITORY: "rclone:remote:shops/acme", RESTIC_PASSWORD: "key of acme" },
    },
    "acme",
    AbortSignal.timeout(30_000),
  );

test("a store's pod makes a repository there, and the control API lists what is in it", async () => {
  expect(await inPod("open_repository acme; repository_state", secret)).toBe("absent");
  expect(await read(secret)).toBe("[]");
  await inPod(
    `open_repository acme; make_repository; restic backup --host acme --tag reason=requested ${library}`,
    secret,
  );
  expect(await inPod("open_repository acme; repository_state", secret)).toBe("ready");
  expect(JSON.parse(await read(secret))).toMatchObject([{ hostname: "acme", tags: ["reason=requested"] }]);
});

test("a server with another key than it should have gets neither the password nor a backup", async () => {
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "jwk" });
  const values = { ...secret, SSH_KNOWN_HOSTS: `[127.0.0.1]:${port} ssh-rsa ${wireFormat(other)}` };
  await expect(inPod("open_repository acme; repository_state", values)).rejects.toThrow(/can't be reached/);
  await expect(read(values)).rejects.toThrow(BackupsUnavailableError);
});

test("without a line of known_hosts it isn't used at all", async () => {
  const { SSH_KNOWN_HOSTS: _, ...values } = secret;
  await expect(inPod("open_repository acme", values)).rejects.toThrow(/SSH_KNOWN_HOSTS is not in the Secret/);
  await expect(read(values)).rejects.toThrow(/SSH_KNOWN_HOSTS is not in the Secret/);
});
