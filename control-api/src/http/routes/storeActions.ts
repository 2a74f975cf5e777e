/** What can be done with one store besides editing it. If-Match may be sent and is honoured; it isn't asked for. */
import { changeReply, changeResponses } from "../changeReply.ts";
import { entityTag } from "../entityTags.ts";
import { defineRoute } from "../route.ts";
import * as shapes from "../schemas.ts";
import { idempotencyHeaders, ifMatch, seenVersions, storeParams } from "./parameters.ts";

const changed = changeResponses(200, { description: "The commit is on the remote", schema: shapes.changeResult });
const headers = idempotencyHeaders.extend(ifMatch);

function suspension(action: "suspend" | "resume") {
  const suspended = action === "suspend";
  return defineRoute({
    method: "post",
    path: `/stores/{name}/${action}`,
    operationId: `${action}Store`,
    summary: suspended
      ? "Stop all that runs for the store and keep its data: commits an edit of its values file"
      : "Let a suspended store run again",
    tag: "stores",
    permission: "store.change",
    audit: `store.${action}`,
    params: storeParams,
    headers,
    body: shapes.reasonOnly,
    bodyOptional: true,
    responses: changed,
    problems: [404, 409, 412, 422, 503],
    async handle({ params, headers: sent, body, user }, { stores }) {
      const request = { suspended, reason: body.reason };
      const outcome = await stores.update(params.name, request, seenVersions(sent["if-match"]), {
        id: user.id,
        body: { name: params.name, ...request },
        mode: body.mode,
        idempotencyKey: sent["idempotency-key"],
      });
      return changeReply(outcome, 200, entityTag(outcome.store?.blobId));
    },
  });
}

const upgradeStore = defineRoute({
  method: "post",
  path: "/stores/{name}/upgrade",
  operationId: "upgradeStore",
  summary: "Move one store to another release of its chart, or to other images: one commit",
  tag: "stores",
  permission: "store.change",
  audit: "store.upgrade",
  params: storeParams,
  headers,
  body: shapes.upgradeStore,
  bodyOptional: true,
  responses: changed,
  problems: [404, 409, 412, 422, 503],
  async handle({ params, headers: sent, body, user }, { stores }) {
    const outcome = await stores.upgrade(params.name, body, seenVersions(sent["if-match"]), {
      id: user.id,
      body: { upgrade: params.name, ...body },
      mode: body.mode,
      idempotencyKey: sent["idempotency-key"],
    });
    return changeReply(outcome, 200, entityTag(outcome.store?.blobId));
  },
});

const syncStore = defineRoute({
  method: "post",
  path: "/stores/{name}/sync",
  operationId: "syncStore",
  summary: "Have Argo CD compare and sync the store now: tries again what failed at the same commit",
  tag: "stores",
  permission: "store.change",
  audit: "store.sync",
  params: storeParams,
  responses: { 202: { description: "Asked; the status tells what comes of it", schema: shapes.syncResult } },
  problems: [404, 409, 503],
  async handle({ params, user, signal }, { stores }) {
    return { status: 202, body: await stores.sync(params.name, user.id, signal) };
  },
});

export const storeActionRoutes = [suspension("suspend"), suspension("resume"), upgradeStore, syncStore];
