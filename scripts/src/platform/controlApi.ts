import { generateKeyPairSync } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { nodeArguments } from "@storeplane/control-api/nodeArguments.ts";
import { writeActingKubeconfig } from "../cluster/actingKubeconfig.ts";
import { databaseUrl } from "../database/postgres.ts";
import { inputsHash } from "../images/inputsHash.ts";
import { type Instance, localDomain, projectFolder } from "../instance.ts";
import type { ProcessSpec } from "../process/processSpec.ts";

const folderOf = (instance: Instance): string => join(instance.stateFolder, "control-api");
const signingKey = (instance: Instance): string => join(folderOf(instance), "signing-key.pem");

const kubeconfigOf = (instance: Instance): string => join(folderOf(instance), "kubeconfig");

/** Lets the control API into the cluster, as itself. Until then it runs without one. Comes after `applyArgocd`, which gives it its rights. */
export async function admitControlApi(instance: Instance): Promise<void> {
  await writeActingKubeconfig(instance, kubeconfigOf(instance), { namespace: "storeplane", name: "control-api" });
}

/** Makes the key that signs the control API's commits, once: a new one would no longer vouch for older commits. */
export async function prepareControlApi(instance: Instance): Promise<void> {
  await mkdir(folderOf(instance), { recursive: true, mode: 0o700 });
  const file = signingKey(instance);
  if (existsSync(file)) return;
  const { privateKey } = generateKeyPairSync("ed25519");
  await writeFile(`${file}.new`, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The control API, which serves the dashboard too. Needs `prepareControlApi` and `preparePostgres` first. */
export async function controlApiProcess(
  instance: Instance,
  options: {
    readonly dashboardFolder: string;
    readonly simulated: boolean;
    /** The namespace of the keys of backups; undefined where none are made. */
    readonly backupsNamespace: string | undefined;
  },
): Promise<ProcessSpec> {
  const { ports, urls } = instance;
  return {
    name: "control-api",
    command: join(projectFolder, "node_modules/.bin/node"),
    args: [...nodeArguments, join(projectFolder, "control-api/src/main.ts")],
    workingFolder: folderOf(instance),
    version: inputsHash(projectFolder, ["control-api/src"], []),
    environment: {
      HOST: "127.0.0.1",
      PORT: String(ports.controlApi),
      AUTH_MODE: "dev",
      GIT_URL: urls.git,
      STATE_DIR: folderOf(instance),
      DATABASE_URL: await databaseUrl(instance),
      KUBECONFIG: kubeconfigOf(instance),
      ARGOCD_URL: urls.argocd,
      PLATFORM_DOMAIN: localDomain,
      SHOP_ORIGIN_TEMPLATE: urls.shopTemplate,
      SIGNING_KEY_FILE: signingKey(instance),
      DASHBOARD_DIR: options.dashboardFolder,
      PLATFORM_PROGRESS_FILE: instance.progressFile,
      SIMULATED: String(options.simulated),
      TRAFFIC_METRICS_URL: `http://127.0.0.1:${ports.ingressMetrics}/metrics`,
      ...(options.backupsNamespace && { BACKUPS_NAMESPACE: options.backupsNamespace, RESTIC: "restic" }),
      ...traceSettings(),
      ...(process.env.IDLE_SUSPEND_DAYS ? { IDLE_SUSPEND_DAYS: process.env.IDLE_SUSPEND_DAYS } : {}),
      ...limits(),
      ...(process.env.DELETION_GRACE_SECONDS ? { DELETION_GRACE_SECONDS: process.env.DELETION_GRACE_SECONDS } : {}),
    },
    port: ports.controlApi,
    readyUrl: `${urls.api}/health/live`,
    stopTimeoutMs: 15_000,
  };
}

/**
 * Here everybody calls from one address, and whoever tries things out creates many stores: so the hourly limits are wide. How many
 * stores an owner may have is as in production. The environment has the last word.
 */
function limits(): Record<string, string> {
  const wide = { LIMIT_CREATIONS_PER_OWNER: "60", LIMIT_CREATIONS_PER_IP: "600" };
  const given = [...Object.keys(wide), "LIMIT_STORES_PER_OWNER"].flatMap((name) => {
    const value = process.env[name];
    return value ? [[name, value] as const] : [];
  });
  return { ...wide, ...Object.fromEntries(given) };
}

/** OpenTelemetry's own settings: whoever looks at traces says where they go. */
function traceSettings(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      name.startsWith("OTEL_") && value !== undefined ? [[name, value]] : [],
    ),
  );
}
