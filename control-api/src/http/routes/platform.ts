import { z } from "zod";
import { presentPlatform } from "../presenters.ts";
import { defineRoute } from "../route.ts";
import * as shapes from "../schemas.ts";

const getPlatform = defineRoute({
  method: "get",
  path: "/platform",
  operationId: "getPlatform",
  summary:
    "The platform itself: who you are, what is connected, what is still starting; to those who aren't signed in, how to sign in",
  tag: "platform",
  permission: "platform.read",
  visitors: true,
  responses: { 200: { description: "The platform", schema: shapes.platform } },
  async handle({ visitor }, { platform }) {
    return { status: 200, body: presentPlatform(await platform.describe(), visitor) };
  },
});

const listEngines = defineRoute({
  method: "get",
  path: "/engines",
  operationId: "listEngines",
  summary: "Engines, their released versions and the schemas of their values",
  tag: "platform",
  permission: "platform.read",
  responses: { 200: { description: "Engines", schema: shapes.engineList } },
  async handle(_call, { stores }) {
    return { status: 200, body: { items: await stores.engines() } };
  },
});

const day = 24 * 60 * 60_000;

const provisioningTimes = defineRoute({
  method: "get",
  path: "/provisioning",
  operationId: "getProvisioningTimes",
  summary: "How long stores took from their commit until they were Ready, by engine and by day",
  tag: "platform",
  permission: "upgrades.read",
  query: z.object({ days: z.coerce.number().int().min(1).max(365).default(30) }),
  responses: { 200: { description: "Times in seconds", schema: shapes.provisioningTimes } },
  problems: [503],
  async handle({ query }, { provisioning }) {
    const { engines, days, latest } = await provisioning.times(new Date(Date.now() - query.days * day));
    return {
      status: 200,
      body: {
        engines,
        days,
        latest: latest.map(({ readyAt, ...rest }) => ({ ...rest, readyAt: readyAt.toISOString() })),
      },
    };
  },
});

const stream = defineRoute({
  method: "get",
  path: "/stream",
  operationId: "streamChanges",
  summary:
    "Server-sent events: `store` (a Store), `store-removed` ({name}), `blocked` (BlockedFile[]), `platform` (a Platform), `ready` once everything known was sent",
  tag: "platform",
  permission: "stores.list",
  query: z.object({
    user: z.string().optional().meta({ description: "Development mode: who you are" }),
    role: z.string().optional().meta({ description: "Development mode: your role" }),
  }),
  responses: { 200: { description: "Events, each with an id", contentTypes: ["text/event-stream"] } },
  problems: [429, 503],
  handle({ user, scope }, { events }) {
    return { stream: (request, response) => events.open(request, response, { user, scope }) };
  },
});

export const platformRoutes = [getPlatform, listEngines, provisioningTimes, stream];
