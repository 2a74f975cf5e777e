import { changeReply, changeResponses } from "../changeReply.ts";
import { presentCommit, presentDiff } from "../presenters.ts";
import { defineRoute } from "../route.ts";
import * as shapes from "../schemas.ts";
import { commitParams, idempotencyHeaders, pageQuery } from "./parameters.ts";

const listChanges = defineRoute({
  method: "get",
  path: "/changes",
  operationId: "listChanges",
  summary: "Every commit of the stores repository, newest first",
  tag: "changes",
  permission: "changes.read",
  query: pageQuery,
  responses: { 200: { description: "A page of commits", schema: shapes.commitList } },
  problems: [403, 503],
  async handle({ query }, { stores }) {
    const page = await stores.history(undefined, {
      limit: query.limit,
      ...(query.cursor !== undefined && { after: query.cursor }),
    });
    return { status: 200, body: { ...page, items: page.items.map(presentCommit) } };
  },
});

const getChange = defineRoute({
  method: "get",
  path: "/changes/{commit}",
  operationId: "getChange",
  summary: "One commit with its diff",
  tag: "changes",
  permission: "changes.read",
  params: commitParams,
  responses: { 200: { description: "The commit with its diff", schema: shapes.commitDiff } },
  problems: [403, 404, 503],
  async handle({ params }, { stores }) {
    return { status: 200, body: presentDiff(await stores.diff(params.commit)) };
  },
});

const revertChange = defineRoute({
  method: "post",
  path: "/changes/{commit}/revert",
  operationId: "revertChange",
  summary: "Undo a whole commit",
  tag: "changes",
  permission: "changes.revert",
  audit: "change.revert",
  params: commitParams,
  headers: idempotencyHeaders,
  body: shapes.reasonOnly,
  bodyOptional: true,
  responses: changeResponses(200, { description: "The commit is on the remote", schema: shapes.commitResult }),
  problems: [403, 404, 409, 422, 503],
  async handle({ params, headers, body, user }, { stores }) {
    const outcome = await stores.revert(params.commit, undefined, body.reason, {
      id: user.id,
      body: { revert: params.commit, ...body },
      mode: body.mode,
      idempotencyKey: headers["idempotency-key"],
    });
    return changeReply(outcome, 200);
  },
});

const confirmDeletions = defineRoute({
  method: "post",
  path: "/deletions/confirm",
  operationId: "confirmDeletions",
  summary: "Confirm a mass deletion: an empty commit that names the stores",
  tag: "changes",
  permission: "deletions.confirm",
  audit: "deletions.confirm",
  headers: idempotencyHeaders,
  body: shapes.confirmDeletions,
  responses: changeResponses(200, { description: "The commit is on the remote", schema: shapes.commitResult }),
  problems: [403, 409, 422, 503],
  async handle({ headers, body, user }, { stores }) {
    const outcome = await stores.confirmDeletions(body.names, body.reason, {
      id: user.id,
      body: { confirmDeletions: body },
      mode: body.mode,
      idempotencyKey: headers["idempotency-key"],
    });
    return changeReply(outcome, 200);
  },
});

export const changeRoutes = [listChanges, getChange, revertChange, confirmDeletions];
