import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import { freePort } from "../process/ports.ts";
import { waitUntil } from "../process/waitUntil.ts";

const startTimeoutMs = 60_000;

/** An API server with nothing behind it but etcd: it judges objects, and nobody acts on them. */
export interface LoneApiServer {
  /** Runs kubectl with every right. @returns its output */
  kubectl(args: readonly string[], input?: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Starts etcd and kube-apiserver on free ports of loopback, for tests.
 * @param binaries folder of the pinned binaries
 * @throws Error with the server's last words when it doesn't get ready
 */
export async function startLoneApiServer(binaries: string): Promise<LoneApiServer> {
  const folder = await mkdtemp(join(tmpdir(), "storeplane-api-"));
  const [client, peer, secure] = await Promise.all([freePort(), freePort(), freePort()]);
  const token = randomBytes(24).toString("hex");
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const file = (name: string) => join(folder, name);
  await writeFile(file("account.key"), key.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  await writeFile(file("tokens.csv"), `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  const url = `https://127.0.0.1:${secure}`;
  await writeFile(
    file("kubeconfig"),
    stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "lone",
      contexts: [{ name: "lone", context: { cluster: "lone", user: "admin" } }],
      clusters: [{ name: "lone", cluster: { server: url, "insecure-skip-tls-verify": true } }],
      users: [{ name: "admin", user: { token } }],
    }),
    { mode: 0o600 },
  );
  const start = (binary: string, args: Record<string, string>) =>
    execa(
      join(binaries, binary),
      Object.entries(args).map(([name, value]) => `--${name}=${value}`),
      { cwd: folder, all: true, reject: false, buffer: { all: true }, forceKillAfterDelay: 5_000 },
    );
  const peerUrl = `http://127.0.0.1:${peer}`;
  const etcd = start("etcd", {
    "data-dir": file("etcd"),
    "listen-client-urls": `http://127.0.0.1:${client}`,
    "advertise-client-urls": `http://127.0.0.1:${client}`,
    "listen-peer-urls": peerUrl,
    "initial-advertise-peer-urls": peerUrl,
    "initial-cluster": `default=${peerUrl}`,
    "unsafe-no-fsync": "true",
  });
  const apiServer = start("kube-apiserver", {
    "etcd-servers": `http://127.0.0.1:${client}`,
    "bind-address": "127.0.0.1",
    "secure-port": String(secure),
    "cert-dir": file("certificates"),
    "token-auth-file": file("tokens.csv"),
    "authorization-mode": "RBAC",
    "service-account-issuer": url,
    "service-account-key-file": file("account.key"),
    "service-account-signing-key-file": file("account.key"),
    "service-cluster-ip-range": "10.0.0.0/24",
    "endpoint-reconciler-type": "none",
  });
  const close = async () => {
    for (const running of [apiServer, etcd]) {
      running.kill("SIGTERM");
      await running;
    }
    await rm(folder, { recursive: true, force: true });
  };
  const kubectl = async (args: readonly string[], input = "") =>
    (await execa(join(binaries, "kubectl"), ["--kubeconfig", file("kubeconfig"), ...args], { input, timeout: 30_000 }))
      .stdout;
  let lastWords: string | undefined;
  for (const running of [apiServer, etcd]) void running.then(({ all }) => (lastWords ??= all?.slice(-2_000) ?? ""));
  const ready = async () => lastWords !== undefined || (await kubectl(["get", "--raw", "/readyz"])) === "ok";
  try {
    await waitUntil("the API server gets ready", ready, { timeoutMs: startTimeoutMs, intervalMs: 300 });
    if (lastWords !== undefined) throw new Error(`The API server or its etcd ended: ${lastWords}`);
  } catch (error) {
    await close();
    throw error;
  }
  return { kubectl, close };
}
