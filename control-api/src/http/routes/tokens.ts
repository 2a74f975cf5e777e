import { z } from "zod";
import { isWithin } from "../policies.ts";
import { presentToken } from "../presenters.ts";
import { Problem } from "../problem.ts";
import { defineRoute } from "../route.ts";
import * as shapes from "../schemas.ts";

const tokenId = z.string().regex(/^[A-Za-z0-9]{12}$/, "must be a token's id");

const listTokens = defineRoute({
  method: "get",
  path: "/tokens",
  operationId: "listTokens",
  summary: "API tokens, newest first: your own, or everybody's for admins; never their text",
  tag: "tokens",
  permission: "tokens.read",
  responses: { 200: { description: "Tokens", schema: shapes.tokenList } },
  problems: [503],
  async handle({ user, scope }, { tokens }) {
    const found = await tokens.list(scope === "all" ? undefined : user.id);
    return { status: 200, body: { items: found.map(presentToken) } };
  },
});

const createToken = defineRoute({
  method: "post",
  path: "/tokens",
  operationId: "createToken",
  summary: "Make an API token that acts as you; its text is in this answer and never again",
  tag: "tokens",
  permission: "tokens.manage",
  audit: "token.create",
  body: shapes.createToken,
  responses: { 201: { description: "The token with its text", schema: shapes.createdToken } },
  problems: [403, 409, 422, 503],
  async handle({ body, user }, { tokens }) {
    requirePerson(user.via);
    const role = body.role ?? user.role;
    if (!isWithin(role, user.role))
      throw new Problem(
        403,
        "role-too-high",
        "Not your role to give",
        `A token can't do more than you, and ${role} may do something that ${user.role} may not: leave the role out.`,
      );
    const expiresAt = body.expiresAt === undefined ? undefined : new Date(body.expiresAt);
    if (expiresAt && expiresAt.getTime() <= Date.now())
      throw new Problem(422, "invalid-request", "The request can't be used", "It would have expired already.", {
        errors: [{ pointer: "/expiresAt", detail: "must be in the future" }],
      });
    const { token, text } = await tokens.create(user.id, { name: body.name, role, expiresAt });
    return {
      status: 201,
      body: { ...presentToken(token), token: text },
      headers: { Location: `/api/tokens/${token.id}` },
    };
  },
});

const deleteToken = defineRoute({
  method: "delete",
  path: "/tokens/{id}",
  operationId: "deleteToken",
  summary: "Revoke an API token; it is refused from now on",
  tag: "tokens",
  permission: "tokens.manage",
  audit: "token.delete",
  params: z.object({ id: tokenId }),
  responses: { 204: { description: "It is revoked" } },
  problems: [403, 404, 503],
  async handle({ params, user, scope }, { tokens }) {
    requirePerson(user.via);
    if (!(await tokens.remove(params.id, scope === "all" ? undefined : user.id)))
      throw new Problem(404, "not-found", "Not found", `There is no token ${params.id}: GET /api/tokens lists yours.`);
    return { status: 204 };
  },
});

/** A token that got into wrong hands must not be able to make itself a successor, or to revoke others. */
function requirePerson(via: "dev" | "oidc" | "token"): void {
  if (via === "token")
    throw new Problem(
      403,
      "sign-in-required",
      "Not with an API token",
      "Tokens are made and revoked by people: sign in, or call with a token of the OpenID provider.",
    );
}

export const tokenRoutes = [listTokens, createToken, deleteToken];
