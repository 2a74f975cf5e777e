/** Routes for machines: probes, metrics, webhooks and the API's own description. */
import { z } from "zod";
import { defineRoute } from "../route.ts";
import * as shapes from "../schemas.ts";

const getHealth = defineRoute({
  method: "get",
  path: "/health",
  operationId: "getHealth",
  summary: "Every dependency and whether it answers",
  tag: "operations",
  responses: { 200: { description: "Health", schema: shapes.health } },
  async handle(_call, { health }) {
    return { status: 200, body: await health.check() };
  },
});

const getLiveness = defineRoute({
  method: "get",
  path: "/health/live",
  operationId: "getLiveness",
  summary: "The process runs; says nothing of its dependencies",
  tag: "operations",
  responses: {
    200: { description: "Alive", schema: shapes.health },
    503: { description: "It hardly gets to anything: restart it", schema: shapes.health },
  },
  handle(_call, { health }) {
    const report = health.live();
    return { status: report.status === "ok" ? 200 : 503, body: report };
  },
});

const getReadiness = defineRoute({
  method: "get",
  path: "/health/ready",
  operationId: "getReadiness",
  summary: "It can take changes: Git answers, and it isn't stopping",
  tag: "operations",
  responses: {
    200: { description: "Ready", schema: shapes.health },
    503: { description: "A required dependency is down", schema: shapes.health },
  },
  async handle(_call, { health }) {
    const report = await health.check();
    return { status: report.status === "down" ? 503 : 200, body: report };
  },
});

const getMetrics = defineRoute({
  method: "get",
  path: "/metrics",
  operationId: "getMetrics",
  summary: "Prometheus metrics, for whoever has METRICS_TOKEN",
  tag: "operations",
  headers: z.object({ authorization: z.string().optional() }),
  responses: { 200: { description: "Prometheus text format", contentTypes: ["text/plain"] } },
  problems: [401, 403],
  async handle({ headers }, { metrics }) {
    metrics.admit(headers.authorization);
    return { text: await metrics.text(), contentType: metrics.contentType };
  },
});

const gitWebhook = defineRoute({
  method: "post",
  path: "/webhooks/git",
  operationId: "gitPushed",
  summary: "The Git server says that a branch moved; it merely triggers a fetch",
  tag: "operations",
  body: z.looseObject({ ref: z.string().optional(), before: z.string().optional(), after: z.string().optional() }),
  bodyOptional: true,
  responses: { 202: { description: "A fetch is on its way" } },
  handle({ body }, { onGitPush }) {
    onGitPush(body.after);
    return { status: 202 };
  },
});

export const operationRoutes = [getHealth, getLiveness, getReadiness, getMetrics, gitWebhook];
