import { z } from "zod";
import { changeReply, changeResponses } from "../changeReply.ts";
import { creationAsked } from "../creationAsked.ts";
import { entityTag } from "../entityTags.ts";
import { covers } from "../policies.ts";
import { presentBlocked, presentDetail, presentStore } from "../presenters.ts";
import { Problem } from "../problem.ts";
import { rateLimitHeaders } from "../rateLimitHeaders.ts";
import { defineRoute, notFound } from "../route.ts";
import * as shapes from "../schemas.ts";
import { idempotencyHeaders, ifMatch, seenVersions, storeParams, viewer } from "./parameters.ts";

const listQuery = z.object({
  search: z.string().max(100).optional().meta({ description: "Part of the name or display name" }),
  status: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(shapes.statusPhase))
    .optional()
    .meta({ description: "One or more phases, with commas between" }),
  engine: z.string().max(63).optional(),
  owner: z.string().max(254).optional().meta({ description: "For those who may see others' stores" }),
  cluster: z.string().max(253).optional(),
  chartVersion: z.string().max(100).optional().meta({ description: "Release of the engine's chart, e.g. 1.0.0" }),
  sort: z
    .enum([
      ...["name", "createdAt", "updatedAt", "status", "owner"],
      ...["-name", "-createdAt", "-updatedAt", "-status", "-owner"],
    ] as const)
    .default("name")
    .meta({ description: "With - in front: the other way round" }),
  cursor: z.string().max(500).optional().meta({ description: "nextCursor of the page before" }),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

const listStores = defineRoute({
  method: "get",
  path: "/stores",
  operationId: "listStores",
  summary: "Stores with their live status",
  tag: "stores",
  permission: "stores.list",
  query: listQuery,
  responses: { 200: { description: "A page of stores", schema: shapes.storeList } },
  handle({ query, user, scope }, { stores }) {
    const owner = scope === "own" ? user.id : query.owner;
    const page = stores.list({ ...query, owner });
    return {
      status: 200,
      body: {
        items: page.items.map(presentStore),
        total: page.total,
        counts: page.counts,
        ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
        blocked: stores.blocked(scope === "own" ? user.id : undefined).map(presentBlocked),
      },
    };
  },
});

const createStore = defineRoute({
  method: "post",
  path: "/stores",
  operationId: "createStore",
  summary: "Create a store: commits its values file",
  tag: "stores",
  permission: "stores.create",
  audit: "store.create",
  headers: idempotencyHeaders,
  body: shapes.createStore,
  responses: changeResponses(201, {
    description: "The commit is on the remote",
    schema: shapes.changeResult,
    headers: { Location: "Address of the store", ETag: "Version of its values file" },
  }),
  problems: [404, 409, 422, 429, 503],
  async handle({ body, headers, user, ip, scope }, { stores, limits }) {
    const by = { id: user.id, body, mode: body.mode, idempotencyKey: headers["idempotency-key"] };
    const asked = creationAsked("create", body.name, { user, ip, by });
    const restore = body.restore && { ...body.restore, viewer: viewer(scope, user) };
    // Others' stores, and what they hold, look as if they weren't there.
    if (restore && scope === "own" && !covers(scope, user, await stores.ownerOf(restore.store)))
      throw notFound(restore.store);
    const { outcome, states } = await limits.run(asked, () => stores.create({ ...body, restore }, by));
    return changeReply(
      outcome,
      201,
      { Location: `/api/stores/${body.name}`, ...entityTag(outcome.store?.blobId) },
      rateLimitHeaders(states),
    );
  },
});

const getStore = defineRoute({
  method: "get",
  path: "/stores/{name}",
  operationId: "getStore",
  summary: "One store with its values file",
  tag: "stores",
  permission: "store.read",
  params: storeParams,
  responses: {
    200: {
      description: "The store",
      schema: shapes.storeDetail,
      headers: { ETag: "Version of the values file, for If-Match" },
    },
  },
  problems: [404],
  handle({ params }, { stores }) {
    const store = stores.get(params.name);
    if (store === undefined) throw notFound(params.name);
    return { status: 200, body: presentDetail(store), headers: entityTag(store.blobId) };
  },
});

const updateStore = defineRoute({
  method: "patch",
  path: "/stores/{name}",
  operationId: "updateStore",
  summary: "Change a store: commits an edit of its values file that keeps people's comments",
  tag: "stores",
  permission: "store.change",
  audit: "store.update",
  params: storeParams,
  headers: idempotencyHeaders.extend(ifMatch),
  body: shapes.updateStore,
  bodyTypes: ["application/merge-patch+json", "application/json"],
  responses: changeResponses(200, { description: "The commit is on the remote", schema: shapes.changeResult }),
  problems: [404, 409, 412, 422, 428, 503],
  async handle({ params, headers, body, user }, { stores }) {
    const seen = headers["if-match"];
    if (seen === undefined)
      throw new Problem(
        428,
        "precondition-required",
        "Say which version you saw",
        "Send If-Match with the ETag of GET /api/stores/{name}, so that nobody's change is overwritten unseen.",
      );
    const outcome = await stores.update(params.name, body, seenVersions(seen), {
      id: user.id,
      body: { name: params.name, ...body },
      mode: body.mode,
      idempotencyKey: headers["idempotency-key"],
    });
    return changeReply(outcome, 200, entityTag(outcome.store?.blobId));
  },
});

const deleteStore = defineRoute({
  method: "delete",
  path: "/stores/{name}",
  operationId: "deleteStore",
  summary: "Delete a store with its data: commits the removal of its values file",
  tag: "stores",
  permission: "store.change",
  audit: "store.delete",
  params: storeParams,
  query: z.object({
    confirm: z.string().optional(),
    reason: z.string().max(500).optional(),
    mode: shapes.changeMode.optional(),
    backup: z.literal("skip").optional().meta({
      description: "Without the backup before it; of a store that is being deleted, too, when its backup fails",
    }),
  }),
  headers: idempotencyHeaders.extend(ifMatch),
  responses: {
    202: {
      description: "The commit is on the remote and the store is going; or a pull request is open",
      schema: z.union([shapes.changeResult, shapes.proposedChange]),
    },
  },
  problems: [400, 404, 412, 503],
  async handle({ params, query, headers, user }, { stores }) {
    if (query.confirm !== params.name)
      throw new Problem(
        400,
        "not-confirmed",
        "Type the store's name",
        `Deleting ${params.name} deletes its data for good: repeat its name, ?confirm=${params.name}.`,
        { errors: [{ pointer: "confirm", detail: "must be the store's name" }] },
      );
    const request = { reason: query.reason, withoutBackup: query.backup === "skip" };
    const outcome = await stores.delete(params.name, request, seenVersions(headers["if-match"]), {
      id: user.id,
      body: { delete: params.name, ...(query.backup && { backup: query.backup }) },
      mode: query.mode,
      idempotencyKey: headers["idempotency-key"],
    });
    return changeReply(outcome, 202);
  },
});

export const storeRoutes = [listStores, createStore, getStore, updateStore, deleteStore];
