import { z } from "zod";
import { followEvents } from "../followEvents.ts";
import { followLog } from "../followLog.ts";
import { presentEvent, presentPod } from "../presenters.ts";
import { Problem } from "../problem.ts";
import { defineRoute } from "../route.ts";
import * as shapes from "../schemas.ts";
import { storeParams } from "./parameters.ts";

const storeResources = defineRoute({
  method: "get",
  path: "/stores/{name}/resources",
  operationId: "getStoreResources",
  summary: "What runs for the store as a tree: what Argo CD applied, and what that made in turn",
  tag: "runtime",
  permission: "store.read",
  params: storeParams,
  responses: { 200: { description: "Resources", schema: shapes.resourceList } },
  problems: [404],
  async handle({ params, signal }, { runtime }) {
    return { status: 200, body: await runtime.resources(params.name, signal) };
  },
});

const storePods = defineRoute({
  method: "get",
  path: "/stores/{name}/pods",
  operationId: "getStorePods",
  summary: "The store's pods and their containers: what has a log",
  tag: "runtime",
  permission: "store.read",
  params: storeParams,
  responses: { 200: { description: "Pods", schema: shapes.podList } },
  problems: [404, 409, 503],
  async handle({ params, signal }, { runtime }) {
    return { status: 200, body: { items: (await runtime.pods(params.name, signal)).map(presentPod) } };
  },
});

const storeEvents = defineRoute({
  method: "get",
  path: "/stores/{name}/events",
  operationId: "getStoreEvents",
  summary:
    "Kubernetes' events of the store, newest first; with Accept: text/event-stream as they come, oldest first, each as `event` (a StoreEvent)",
  tag: "runtime",
  permission: "store.read",
  params: storeParams,
  headers: z.object({
    accept: z.string().optional().meta({ description: "application/json, or text/event-stream to follow" }),
    "last-event-id": z.string().max(100).optional().meta({ description: "Go on after this event" }),
  }),
  responses: {
    200: { description: "Events", schema: shapes.storeEventList, contentTypes: ["text/event-stream"] },
  },
  problems: [404, 409, 429, 503],
  async handle({ params, headers, user, signal }, { runtime, follows }) {
    const events = await runtime.events(params.name, signal);
    if (!wants(headers.accept, "text/event-stream")) return { status: 200, body: { items: events.map(presentEvent) } };
    follows.requireRoom(user.id);
    return {
      stream: (_request, response) =>
        void follows.run(response, user.id, "events", (following) =>
          followEvents((onEvents) => runtime.followEvents(params.name, onEvents), headers["last-event-id"], following),
        ),
    };
  },
});

const yes = z
  .enum(["true", "false"])
  .default("false")
  .transform((text) => text === "true");
const dnsName = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "must be a name of Kubernetes: a-z, 0-9, inner hyphens and dots");

/** Bytes of a log that is not followed; one that is has the limit of its stream. */
const mostBytes = 10 * 1024 * 1024;
const mostFollowedBytes = 64 * 1024 * 1024;

const storeLogs = defineRoute({
  method: "get",
  path: "/stores/{name}/logs",
  operationId: "getStoreLog",
  summary:
    "The log of one container as text/plain, or with Accept: text/event-stream each line as `line` (a JSON string); `end` ({reason}) comes last",
  tag: "runtime",
  permission: "store.logs",
  params: storeParams,
  query: z.object({
    pod: dnsName(253).meta({ description: "One of GET /api/stores/{name}/pods" }),
    container: dnsName(63).optional().meta({ description: "The pod's main one when left out" }),
    follow: yes.meta({ description: "Stay and send what comes, until the container ends" }),
    previous: yes.meta({ description: "Of the container's run before it was restarted" }),
    timestamps: yes,
    tailLines: z.coerce.number().int().min(0).max(100_000).default(1_000),
    since: z.coerce
      .number()
      .int()
      .min(1)
      .max(31_536_000)
      .optional()
      .meta({ description: "Only what is younger than this many seconds" }),
  }),
  headers: z.object({
    accept: z.string().optional().meta({ description: "text/plain, or text/event-stream" }),
  }),
  responses: { 200: { description: "The log", contentTypes: ["text/plain", "text/event-stream"] } },
  problems: [400, 404, 409, 429, 503],
  async handle({ params, query, headers, user, signal }, { runtime, follows }) {
    follows.requireRoom(user.id);
    const { since, ...asked } = query;
    // Opened before the answer begins, so that what can't be read is a problem and not an empty log.
    const opening = new AbortController();
    const giveUp = () => opening.abort();
    signal.addEventListener("abort", giveUp, { once: true });
    const request = { ...asked, sinceSeconds: since, limit: query.follow ? mostFollowedBytes : mostBytes };
    const upstream = await runtime.log(params.name, request, opening.signal).catch((error: unknown) => {
      throw logProblem(error);
    });
    const format = wants(headers.accept, "text/event-stream") ? "events" : "text";
    return {
      stream: (_request, response) =>
        void follows.run(response, user.id, format, (following) => followLog(upstream, following)).finally(giveUp),
    };
  },
});

/** The kubelet's own words where the container has no log yet, or never had a run before. */
function logProblem(error: unknown): unknown {
  const status = error instanceof Error && "code" in error ? error.code : undefined;
  const body = error instanceof Error && "body" in error ? error.body : undefined;
  if (status !== 400 && status !== 404) return error;
  const told = /"message":"((?:[^"\\]|\\.)*)"/.exec(String(body))?.[1]?.replaceAll('\\"', '"');
  return new Problem(
    409,
    "no-log",
    "There is no such log",
    `${told ?? "The container has not started"}: look at GET /api/stores/{name}/pods, or try again in a moment.`,
    { cause: error },
  );
}

/** Whether an Accept header names a type; wildcards leave the choice to us. */
function wants(accept: string | undefined, type: string): boolean {
  return (accept ?? "").split(",").some((range) => range.split(";")[0]?.trim().toLowerCase() === type);
}

const storeCredentials = defineRoute({
  method: "get",
  path: "/stores/{name}/credentials",
  operationId: "getStoreCredentials",
  summary: "How to sign in to the store's admin",
  tag: "runtime",
  permission: "store.credentials",
  audit: "store.credentials",
  params: storeParams,
  responses: { 200: { description: "Never cached", schema: shapes.credentials } },
  problems: [404, 409, 503],
  async handle({ params, signal }, { runtime }) {
    return {
      status: 200,
      body: { items: await runtime.credentials(params.name, signal) },
      headers: { "Cache-Control": "no-store" },
    };
  },
});

export const runtimeRoutes = [storeResources, storePods, storeEvents, storeLogs, storeCredentials];
