import type { V1Ingress, V1Service } from "@kubernetes/client-node";
import type { Route } from "./nginxConfig.ts";

// What goes into nginx's configuration comes from objects that store owners can influence.
const safeHost = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
const safePath = /^\/[A-Za-z0-9/._~-]*$/;

function servicePort(service: V1Service, backend: { number?: number; name?: string }): number | undefined {
  return service.spec?.ports?.find((port) =>
    backend.name === undefined ? port.port === backend.number : port.name === backend.name,
  )?.port;
}

/** True when our Ingress class, or none (ours is the default), is asked for. */
export function isOurs(ingress: V1Ingress, ingressClass: string): boolean {
  return (ingress.spec?.ingressClassName ?? ingressClass) === ingressClass;
}

/** A watch hands on times as they were sent, as text, where a list gives dates. */
function createdAt(ingress: V1Ingress): number {
  return new Date(ingress.metadata?.creationTimestamp ?? 0).getTime();
}

/**
 * The routes that the Ingresses ask for. Rules that name no host or path we can serve, or a Service that isn't there (yet) or has
 * no address of its own, give no route. Of two Ingresses that claim the same host and path the older one keeps it.
 * @param services by `namespace/name`
 */
export function routesOf(ingresses: Iterable<V1Ingress>, services: ReadonlyMap<string, V1Service>): Route[] {
  const claimed = new Map<string, Route>();
  const oldestFirst = [...ingresses].sort((left, right) => createdAt(left) - createdAt(right));
  for (const ingress of oldestFirst) {
    for (const { host, http } of ingress.spec?.rules ?? []) {
      if (host === undefined || !safeHost.test(host)) continue;
      for (const { path = "/", backend } of http?.paths ?? []) {
        const service = services.get(`${ingress.metadata?.namespace}/${backend.service?.name}`);
        const address = service?.spec?.clusterIP;
        const port = service && backend.service?.port ? servicePort(service, backend.service.port) : undefined;
        if (!safePath.test(path) || address === undefined || address === "None" || address === "" || port === undefined)
          continue;
        const key = `${host} ${path}`;
        if (!claimed.has(key)) claimed.set(key, { host, path, address, port });
      }
    }
  }
  return [...claimed.values()];
}
