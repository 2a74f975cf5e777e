/** Upgrades of many stores, wave by wave. */
import { z } from "zod";
import { presentUpgrade, presentUpgradeProgress } from "../presenters.ts";
import { defineRoute } from "../route.ts";
import * as shapes from "../schemas.ts";
import { idempotencyHeaders } from "./parameters.ts";

const upgradeParams = z.object({ id: z.string().regex(/^[0-9a-f-]{32,36}$/, "must be the id of an upgrade") });

const listUpgrades = defineRoute({
  method: "get",
  path: "/upgrades",
  operationId: "listUpgrades",
  summary: "Upgrades of many stores, newest first",
  tag: "upgrades",
  permission: "upgrades.read",
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(30) }),
  responses: { 200: { description: "Upgrades", schema: shapes.upgradeList } },
  problems: [403, 503],
  async handle({ query }, { upgrades }) {
    return { status: 200, body: { items: (await upgrades.list(query.limit)).map(presentUpgrade) } };
  },
});

const beginUpgrade = defineRoute({
  method: "post",
  path: "/upgrades",
  operationId: "beginUpgrade",
  summary:
    "Move many stores to a release of their chart: a commit each, a wave at a time, the next when all are Ready; the first failure stops it",
  tag: "upgrades",
  permission: "upgrades.run",
  audit: "upgrade.begin",
  headers: idempotencyHeaders,
  body: shapes.beginUpgrade,
  responses: {
    200: { description: "What it would do (dryRun)", schema: shapes.upgradePreview },
    201: {
      description: "Begun",
      schema: shapes.upgradeProgress,
      headers: { Location: "Address of the upgrade" },
    },
  },
  problems: [403, 409, 422, 503],
  async handle({ body, headers, user }, { upgrades }) {
    const { dryRun, ...request } = body;
    if (dryRun) return { status: 200, body: await upgrades.preview(request) };
    const begun = await upgrades.begin(request, {
      id: user.id,
      body,
      idempotencyKey: headers["idempotency-key"],
    });
    return {
      status: 201,
      body: presentUpgradeProgress(begun),
      headers: { Location: `/api/upgrades/${begun.plan.id}` },
    };
  },
});

const getUpgrade = defineRoute({
  method: "get",
  path: "/upgrades/{id}",
  operationId: "getUpgrade",
  summary: "How far an upgrade is, store by store",
  tag: "upgrades",
  permission: "upgrades.read",
  params: upgradeParams,
  responses: { 200: { description: "The upgrade", schema: shapes.upgradeProgress } },
  problems: [403, 404, 503],
  async handle({ params }, { upgrades }) {
    return { status: 200, body: presentUpgradeProgress(await upgrades.get(params.id)) };
  },
});

const stopUpgrade = defineRoute({
  method: "post",
  path: "/upgrades/{id}/stop",
  operationId: "stopUpgrade",
  summary: "Begin no further wave; what is committed stays",
  tag: "upgrades",
  permission: "upgrades.run",
  audit: "upgrade.stop",
  params: upgradeParams,
  responses: { 200: { description: "Stopped", schema: shapes.upgradeProgress } },
  problems: [403, 404, 409, 503],
  async handle({ params, user }, { upgrades }) {
    return { status: 200, body: presentUpgradeProgress(await upgrades.stop(params.id, user.id)) };
  },
});

const resumeUpgrade = defineRoute({
  method: "post",
  path: "/upgrades/{id}/resume",
  operationId: "resumeUpgrade",
  summary: "Go on where it stopped, with or without the stores that failed",
  tag: "upgrades",
  permission: "upgrades.run",
  audit: "upgrade.resume",
  params: upgradeParams,
  body: shapes.resumeUpgrade,
  bodyOptional: true,
  responses: { 200: { description: "Running again", schema: shapes.upgradeProgress } },
  problems: [403, 404, 409, 422, 503],
  async handle({ params, body }, { upgrades }) {
    return { status: 200, body: presentUpgradeProgress(await upgrades.resume(params.id, body.skipFailed)) };
  },
});

export const upgradeRoutes = [listUpgrades, beginUpgrade, getUpgrade, stopUpgrade, resumeUpgrade];
