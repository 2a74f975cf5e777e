/** Backups of a store: which there are, and one more. What is restored is with the history. */
import { changeReply, changeResponses } from "../changeReply.ts";
import { entityTag } from "../entityTags.ts";
import { defineRoute } from "../route.ts";
import * as shapes from "../schemas.ts";
import { idempotencyHeaders, ifMatch, seenVersions, storeParams, viewer } from "./parameters.ts";

const listBackups = defineRoute({
  method: "get",
  path: "/stores/{name}/backups",
  operationId: "getStoreBackups",
  summary: "Backups of the store, newest first; also of one that was deleted",
  tag: "backups",
  permission: "store.read",
  params: storeParams,
  responses: { 200: { description: "Backups, as they were some seconds ago at most", schema: shapes.backupList } },
  problems: [404, 409, 503],
  async handle({ params, scope, user, signal }, { stores }) {
    const { backups, ...rest } = await stores.backups(params.name, viewer(scope, user), signal);
    return { status: 200, body: { ...rest, backups: backups.map((backup) => ({ ...backup })) } };
  },
});

const backUpStore = defineRoute({
  method: "post",
  path: "/stores/{name}/backups",
  operationId: "backUpStore",
  summary: "Back the store up now: commits the wish, which its chart carries out",
  tag: "backups",
  permission: "store.change",
  audit: "store.back-up",
  params: storeParams,
  headers: idempotencyHeaders.extend(ifMatch),
  body: shapes.reasonOnly,
  bodyOptional: true,
  responses: changeResponses(200, { description: "The commit is on the remote", schema: shapes.changeResult }),
  problems: [404, 409, 412, 422, 503],
  async handle({ params, headers, body, user }, { stores }) {
    const outcome = await stores.backUp(params.name, body.reason, seenVersions(headers["if-match"]), {
      id: user.id,
      body: { backUp: params.name, ...body },
      mode: body.mode,
      idempotencyKey: headers["idempotency-key"],
    });
    return changeReply(outcome, 200, entityTag(outcome.store?.blobId));
  },
});

export const backupRoutes = [listBackups, backUpStore];
