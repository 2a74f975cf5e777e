import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cluster, ClusterEnvironment } from "../cluster/cluster.ts";
import { applyManifests } from "../cluster/kubectl.ts";
import type { Instance } from "../instance.ts";
import type { ProcessSpec } from "../process/processSpec.ts";

/** The namespace of the stores' keys; see argocd/stores/backups.yaml.hbs. */
export const backupsNamespace = "storeplane-backups";

const user = "storeplane";

const filesOf = (instance: Instance) => {
  const folder = join(instance.stateFolder, "backups");
  return { folder, data: join(folder, "data"), password: join(folder, "password"), users: join(folder, "htpasswd") };
};

/** Whether stores are backed up here. Simulated pods have no data, so there it is only for trying the platform: STOREPLANE_BACKUPS=true. */
export function makesBackups({ kind, simulated }: Pick<Cluster, "kind" | "simulated">): boolean {
  return kind === "node" || (simulated && process.env.STOREPLANE_BACKUPS === "true");
}

/** Where pods and the control API reach the server: nothing beyond this machine does. */
function addressOf({ ports, network }: Instance, { simulated }: Pick<Cluster, "simulated">): string {
  return `${simulated ? "127.0.0.1" : network.hostAddress}:${ports.backups}`;
}

/** Makes the server's folder and its one user, once: repositories that are there stay reachable. */
async function prepareFolder(instance: Instance): Promise<void> {
  const { folder, data, password, users } = filesOf(instance);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await mkdir(data, { recursive: true, mode: 0o700 });
  if (existsSync(password)) return;
  const secret = randomBytes(24).toString("base64url");
  // A random password of that length needs no slow hash.
  await writeFile(users, `${user}:{SHA}${createHash("sha1").update(secret).digest("base64")}\n`, { mode: 0o600 });
  await writeFile(`${password}.new`, secret, { mode: 0o600 });
  await rename(`${password}.new`, password);
}

/** restic's REST server, which keeps the backups of an instance's stores below its state folder. */
export async function prepareRestServer(instance: Instance, cluster: Cluster): Promise<ProcessSpec> {
  await prepareFolder(instance);
  const { data, users } = filesOf(instance);
  const address = addressOf(instance, cluster);
  return {
    name: "backups",
    command: "rest-server",
    args: [
      ...["--listen", address, "--path", data, "--htpasswd-file", users],
      // Its figures are what tells that it is ready; everything else asks for the password.
      ...["--prometheus", "--prometheus-no-auth"],
    ],
    readyUrl: `http://${address}/metrics`,
  };
}

/** Tells the stores where their backups go, as an operator does; the namespace must be there. */
export async function applyRepository(environment: ClusterEnvironment, cluster: Cluster): Promise<void> {
  const { instance } = environment;
  const password = await readFile(filesOf(instance).password, "utf8");
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "repository", namespace: backupsNamespace },
    stringData: { RESTIC_REPOSITORY: `rest:http://${user}:${password}@${addressOf(instance, cluster)}/` },
  };
  await applyManifests(environment, [secret]);
}
