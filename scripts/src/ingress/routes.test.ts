import type { V1Ingress, V1Service } from "@kubernetes/client-node";
import { expect, test } from "vitest";
import { describeInstance } from "../instance.ts";
import { ingressPlaces, mainConfig, sitesConfig } from "./nginxConfig.ts";
import { isOurs, routesOf } from "./routes.ts";

const service: V1Service = { spec: { clusterIP: "10.220.0.9", ports: [{ name: "http", port: 9000 }] } };
const ports = { port: 7480, metricsPort: 7482 };
const services = new Map([["store-acme/backend", service]]);

function ingress(host: string, options: { path?: string; created?: string; className?: string } = {}): V1Ingress {
  return {
    metadata: { namespace: "store-acme", name: "shop", creationTimestamp: new Date(options.created ?? "2026-01-01") },
    spec: {
      ...(options.className === undefined ? {} : { ingressClassName: options.className }),
      rules: [
        {
          host,
          http: {
            paths: [
              {
                path: options.path ?? "/",
                pathType: "Prefix",
                backend: { service: { name: "backend", port: { name: "http" } } },
              },
            ],
          },
        },
      ],
    },
  };
}

test("an Ingress becomes a route to its Service's address", () => {
  expect(routesOf([ingress("acme.localhost")], services)).toEqual([
    { host: "acme.localhost", path: "/", address: "10.220.0.9", port: 9000 },
  ]);
});

test("a host or path that could break out of the configuration gives no route", () => {
  expect(
    routesOf(
      [ingress("acme.localhost; } server {"), ingress("acme.localhost", { path: "/ { return 200; }" })],
      services,
    ),
  ).toEqual([]);
});

test("an Ingress whose Service isn't there yet gives no route", () => {
  expect(routesOf([ingress("acme.localhost")], new Map())).toEqual([]);
});

test("a host that an older Ingress has is not taken over by a newer one", () => {
  const thief: V1Ingress = {
    ...ingress("acme.localhost", { created: "2026-02-01" }),
    metadata: { namespace: "store-thief", creationTimestamp: new Date("2026-02-01") },
  };
  const both = new Map([
    ...services,
    ["store-thief/backend", { spec: { clusterIP: "10.220.0.66", ports: [{ name: "http", port: 1 }] } }],
  ]);
  expect(routesOf([thief, ingress("acme.localhost")], both)).toEqual([
    expect.objectContaining({ address: "10.220.0.9" }),
  ]);
});

test("times that a watch sends as text are told apart as well", () => {
  const text = "2026-01-01T00:00:00Z" as unknown as Date;
  const watched = (host: string): V1Ingress => ({
    ...ingress(host),
    metadata: { namespace: "store-acme", creationTimestamp: text },
  });
  expect(routesOf([watched("a.localhost"), watched("b.localhost")], services)).toHaveLength(2);
});

test("Ingresses of another class are left alone, those without one are ours", () => {
  expect(isOurs(ingress("a.localhost", { className: "nginx" }), "storeplane")).toBe(false);
  expect(isOurs(ingress("a.localhost"), "storeplane")).toBe(true);
});

test("the configuration is the same whatever order the events came in", () => {
  const routes = ["b.localhost", "a.localhost"].map((host) => ({ host, path: "/", address: "10.220.0.9", port: 9000 }));
  expect(sitesConfig(routes, ports)).toBe(sitesConfig(routes.toReversed(), ports));
  expect(sitesConfig(routes, ports)).toContain("server_name a.localhost;");
  expect(mainConfig(ingressPlaces(describeInstance()))).toContain("listen 127.0.0.1:7480 default_server");
});

test("a prefix takes what is below it and nothing that only begins alike", () => {
  const config = sitesConfig([{ host: "a.localhost", path: "/app", address: "10.220.0.9", port: 9000 }], ports);
  expect(config).toContain("location = /app {");
  expect(config).toContain("location /app/ {");
  expect(config).not.toContain("location /app {");
});
