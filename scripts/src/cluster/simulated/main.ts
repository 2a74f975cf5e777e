/** What a simulated cluster needs beside KWOK: volumes for claims, and Ingresses that say they are served. */
import { CoreV1Api, KubeConfig, NetworkingV1Api } from "@kubernetes/client-node";
import { pino } from "pino";
import { ingressClass } from "../../ingress/ingressClass.ts";
import { publishStatus } from "../../ingress/ingressStatus.ts";
import { isOurs } from "../../ingress/routes.ts";
import { coalesce, watchObjects } from "../watchObjects.ts";
import { provisionVolumes } from "./volumes.ts";

const log = pino({ name: "simulator" });
const config = new KubeConfig();
config.loadFromDefault();
const core = config.makeApiClient(CoreV1Api);
const networking = config.makeApiClient(NetworkingV1Api);
const warn = (error: unknown): void => log.warn({ err: error }, "the API server can't be used right now");

const provision = coalesce(() => provisionVolumes(core, claims.list(), volumes.list()), 10, warn);
const publish = coalesce(
  () =>
    publishStatus(
      networking,
      ingresses.list().filter((ingress) => isOurs(ingress, ingressClass.name)),
    ),
  10,
  warn,
);

const claims = watchObjects(
  config,
  "/api/v1/persistentvolumeclaims",
  () => core.listPersistentVolumeClaimForAllNamespaces(),
  provision,
  warn,
);
const volumes = watchObjects(config, "/api/v1/persistentvolumes", () => core.listPersistentVolume(), provision, warn);
const ingresses = watchObjects(
  config,
  "/apis/networking.k8s.io/v1/ingresses",
  () => networking.listIngressForAllNamespaces(),
  publish,
  warn,
);

process.on("SIGTERM", () => {
  for (const watch of [claims, volumes, ingresses]) watch.stop();
  process.exit(0);
});
log.info("watching claims, volumes and Ingresses");
