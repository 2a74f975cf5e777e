import type { Viewer } from "../../stores/storeBackups.ts";
import type { RevivedData } from "../../stores/storesApplication.ts";
import { changeReply, changeResponses } from "../changeReply.ts";
import { bringingBack } from "../creationAsked.ts";
import { entityTag } from "../entityTags.ts";
import { presentCommit, presentDiff } from "../presenters.ts";
import { defineRoute } from "../route.ts";
import * as shapes from "../schemas.ts";
import {
  idempotencyHeaders,
  ifMatch,
  pageQuery,
  seenVersions,
  storeCommitParams,
  storeParams,
  viewer,
} from "./parameters.ts";

const storeHistory = defineRoute({
  method: "get",
  path: "/stores/{name}/history",
  operationId: "getStoreHistory",
  summary: "Commits that touched the store's values file, newest first",
  tag: "history",
  permission: "store.read",
  params: storeParams,
  query: pageQuery,
  responses: { 200: { description: "A page of commits", schema: shapes.commitList } },
  problems: [404, 503],
  async handle({ params, query }, { stores }) {
    const page = await stores.history(params.name, {
      limit: query.limit,
      ...(query.cursor !== undefined && { after: query.cursor }),
    });
    return { status: 200, body: { ...page, items: page.items.map(presentCommit) } };
  },
});

const storeCommit = defineRoute({
  method: "get",
  path: "/stores/{name}/history/{commit}",
  operationId: "getStoreCommit",
  summary: "What a commit changed in the store's values file",
  tag: "history",
  permission: "store.read",
  params: storeCommitParams,
  responses: { 200: { description: "The commit with its diff", schema: shapes.commitDiff } },
  problems: [404, 503],
  async handle({ params }, { stores }) {
    return { status: 200, body: presentDiff(await stores.diff(params.commit, params.name)) };
  },
});

const revertStore = defineRoute({
  method: "post",
  path: "/stores/{name}/revert",
  operationId: "revertStoreCommit",
  summary: "Undo a commit, in this store's values file only",
  tag: "history",
  permission: "store.change",
  audit: "store.revert",
  params: storeParams,
  headers: idempotencyHeaders,
  body: shapes.revertRequest,
  responses: changeResponses(200, { description: "The commit is on the remote", schema: shapes.changeResult }),
  problems: [404, 409, 422, 429, 503],
  async handle({ params, headers, body, user, ip, scope }, { stores, limits }) {
    const { name } = params;
    const by = {
      id: user.id,
      body: { revert: name, ...body },
      mode: body.mode,
      idempotencyKey: headers["idempotency-key"],
    };
    const outcome = await bringingBack(name, { user, ip, by }, { stores, limits }, () =>
      stores.revert(body.commit, name, body.reason, by, revivedData(body, viewer(scope, user))),
    );
    return changeReply(outcome, 200);
  },
});

const restoreStore = defineRoute({
  method: "post",
  path: "/stores/{name}/restore",
  operationId: "restoreStore",
  summary: "Go back: the store's values file as it was at a commit, or its data as in a backup, as one new commit",
  tag: "history",
  permission: "store.change",
  audit: "store.restore",
  params: storeParams,
  headers: idempotencyHeaders.extend(ifMatch),
  body: shapes.restoreRequest,
  responses: changeResponses(200, { description: "The commit is on the remote", schema: shapes.changeResult }),
  problems: [404, 409, 412, 422, 429, 503],
  async handle({ params, headers, body, user, ip, scope }, { stores, limits }) {
    const { name } = params;
    const seen = seenVersions(headers["if-match"]);
    const by = {
      id: user.id,
      body: { restore: name, ...body },
      mode: body.mode,
      idempotencyKey: headers["idempotency-key"],
    };
    const { commit, snapshot, reason } = body;
    const sees = viewer(scope, user);
    const outcome =
      commit === undefined
        ? await stores.restoreBackup(name, { snapshot: snapshot ?? "latest", reason }, sees, seen, by)
        : await bringingBack(name, { user, ip, by }, { stores, limits }, () =>
            stores.restore(name, commit, reason, seen, by, revivedData(body, sees)),
          );
    return changeReply(outcome, 200, entityTag(outcome.store?.blobId));
  },
});

function revivedData({ restore }: { restore?: string | undefined }, sees: Viewer): RevivedData | undefined {
  return restore === undefined ? undefined : { snapshot: restore, viewer: sees };
}

export const historyRoutes = [storeHistory, storeCommit, revertStore, restoreStore];
