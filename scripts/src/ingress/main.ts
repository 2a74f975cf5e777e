/** The local Ingress controller: writes nginx's sites from Ingress objects, and the Ingresses' status so that Argo CD sees them healthy. */
import { readFile, rename, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CoreV1Api,
  KubeConfig,
  NetworkingV1Api,
  PatchStrategy,
  setHeaderOptions,
  type V1Ingress,
} from "@kubernetes/client-node";
import { instanceFromEnvironment } from "../instance.ts";
import { ingressFiles, sitesConfig } from "./nginxConfig.ts";
import { keepObjects } from "./objects.ts";
import { isOurs, routesOf } from "./routes.ts";

const ingressClass = "storeplane";
const address = "127.0.0.1";
// Simulated pods have no shop to route to: only the status is kept then.
const statusOnly = process.env.STOREPLANE_SIMULATED === "true";
/** Changes within this time share one reload. */
const quietMs = 30;

const instance = instanceFromEnvironment();
const files = ingressFiles(instance.stateFolder);
const config = new KubeConfig();
config.loadFromFile(instance.kubeconfig);
const core = config.makeApiClient(CoreV1Api);
const networking = config.makeApiClient(NetworkingV1Api);

let written: string | undefined;
let dirty = true;
let wake = (): void => {};
const changed = (): void => {
  dirty = true;
  wake();
};

const ingresses = keepObjects(
  config,
  "/apis/networking.k8s.io/v1/ingresses",
  () => networking.listIngressForAllNamespaces(),
  changed,
);
const services = keepObjects(config, "/api/v1/services", () => core.listServiceForAllNamespaces(), changed);

async function reloadNginx(): Promise<void> {
  const pid = Number(await readFile(files.pid, "utf8"));
  process.kill(pid, "SIGHUP");
}

async function writeSites(): Promise<void> {
  const sites = sitesConfig(
    routesOf(
      [...ingresses.values()].filter((ingress) => isOurs(ingress, ingressClass)),
      services,
    ),
    instance.ports.ingress,
  );
  if (sites === written) return;
  await writeFile(`${files.sites}.new`, sites);
  await rename(`${files.sites}.new`, files.sites);
  await reloadNginx();
  written = sites;
}

async function writeStatus(ingress: V1Ingress): Promise<void> {
  const { name, namespace } = ingress.metadata ?? {};
  const known = ingress.status?.loadBalancer?.ingress?.some((entry) => entry.ip === address);
  if (known || name === undefined || namespace === undefined || !isOurs(ingress, ingressClass)) return;
  await networking.patchNamespacedIngressStatus(
    { name, namespace, body: { status: { loadBalancer: { ingress: [{ ip: address }] } } } },
    setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
  );
}

async function reconcile(): Promise<void> {
  await Promise.allSettled([...ingresses.values()].map(writeStatus));
  if (!statusOnly) await writeSites();
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => process.exit(0));

for (;;) {
  if (dirty) await sleep(quietMs);
  dirty = false;
  // A failed reload (nginx is starting) is tried again soon, and everything is looked at now and then in any case.
  const delay = await reconcile().then(
    () => 30_000,
    (error: unknown) => {
      console.error("can't apply the Ingresses yet, trying again", { error: String(error) });
      return 500;
    },
  );
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  if (!dirty) await Promise.race([woken, sleep(delay)]);
}
