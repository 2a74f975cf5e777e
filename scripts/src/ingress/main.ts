/** Writes nginx's configuration from the cluster's Ingresses and Services, and tells nginx and the Ingresses. */
import { readFile, rename, writeFile } from "node:fs/promises";
import { CoreV1Api, KubeConfig, NetworkingV1Api } from "@kubernetes/client-node";
import { pino } from "pino";
import { coalesce, watchObjects } from "../cluster/watchObjects.ts";
import { instanceFromEnvironment } from "../instance.ts";
import { ingressClass } from "./ingressClass.ts";
import { publishStatus } from "./ingressStatus.ts";
import { ingressPlaces, sitesConfig } from "./nginxConfig.ts";
import { isOurs, routesOf } from "./routes.ts";
import { startVisitCounter } from "./visitCounter.ts";

const log = pino({ name: "ingress" });
const places = ingressPlaces(instanceFromEnvironment());
const config = new KubeConfig();
config.loadFromDefault();
const core = config.makeApiClient(CoreV1Api);
const networking = config.makeApiClient(NetworkingV1Api);
const visits = await startVisitCounter(places.metricsPort);
const warn = (error: unknown): void => log.warn({ err: error }, "can't bring nginx up to date right now");

async function reload(): Promise<void> {
  const pid = Number(await readFile(places.pid, "utf8"));
  if (!Number.isInteger(pid) || pid <= 1) throw new Error("nginx has no pid file");
  process.kill(pid, "SIGHUP");
}

let served: string | undefined;
async function update(): Promise<void> {
  if (!ingresses.isSynced() || !services.isSynced()) return;
  const ours = ingresses.list().filter((ingress) => isOurs(ingress, ingressClass.name));
  const byName = new Map(services.list().map((item) => [`${item.metadata?.namespace}/${item.metadata?.name}`, item]));
  const routes = routesOf(ours, byName);
  visits.setHosts(routes.map(({ host }) => host));
  const sites = sitesConfig(routes, places);
  if (sites !== served) {
    await writeFile(`${places.sites}.draft`, sites);
    await rename(`${places.sites}.draft`, places.sites);
    await reload();
    served = sites;
    log.info({ routes: routes.length }, "nginx serves these routes");
  }
  await publishStatus(networking, ours);
}
const ask = coalesce(update, 20, warn);

const ingresses = watchObjects(
  config,
  "/apis/networking.k8s.io/v1/ingresses",
  () => networking.listIngressForAllNamespaces(),
  ask,
  warn,
);
const services = watchObjects(config, "/api/v1/services", () => core.listServiceForAllNamespaces(), ask, warn);

process.on("SIGTERM", () => process.exit(0));
log.info("watching Ingresses and Services");
