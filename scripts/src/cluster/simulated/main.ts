/** What a simulated cluster needs beside KWOK: volumes for claims, and Ingresses that say they are served. */
import { KubeConfig, NetworkingV1Api } from "@kubernetes/client-node";
import { pino } from "pino";
import { ingressClass } from "../../ingress/ingressClass.ts";
import { publishStatus } from "../../ingress/ingressStatus.ts";
import { isOurs } from "../../ingress/routes.ts";
import { watchClaims } from "../volumes/watchClaims.ts";
import { coalesce, watchObjects } from "../watchObjects.ts";

const log = pino({ name: "simulator" });
const config = new KubeConfig();
config.loadFromDefault();
const networking = config.makeApiClient(NetworkingV1Api);
const warn = (error: unknown): void => log.warn({ err: error }, "the API server can't be used right now");

// No pod runs here, so nothing is ever at this path.
const stopVolumes = watchClaims(config, { folder: "/simulated", simulated: true }, warn);
const publish = coalesce(
  () =>
    publishStatus(
      networking,
      ingresses.list().filter((ingress) => isOurs(ingress, ingressClass.name)),
    ),
  10,
  warn,
);

const ingresses = watchObjects(
  config,
  "/apis/networking.k8s.io/v1/ingresses",
  () => networking.listIngressForAllNamespaces(),
  publish,
  warn,
);

process.on("SIGTERM", () => {
  stopVolumes();
  ingresses.stop();
  process.exit(0);
});
log.info("watching claims, volumes and Ingresses");
