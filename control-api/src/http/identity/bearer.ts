/** Bearer tokens as HTTP carries them (RFC 6750): in the header `Authorization` only, since URLs end up in logs and histories. */
import type { IncomingHttpHeaders } from "node:http";
import { Problem } from "../problem.ts";

const realm = 'Bearer realm="storeplane"';

/**
 * The token of `Authorization: Bearer …`; undefined when the header is missing or of another scheme.
 * @throws Problem 400 when the header can't be read.
 */
export function bearerToken(headers: Pick<IncomingHttpHeaders, "authorization">): string | undefined {
  const { authorization } = headers;
  if (authorization === undefined || !/^bearer\b/i.test(authorization)) return undefined;
  const token = /^bearer +([\w.~+/-]+=*)$/i.exec(authorization.trim())?.[1];
  if (token !== undefined) return token;
  throw new Problem(
    400,
    "malformed-authorization",
    "The Authorization header can't be read",
    "Send one token as `Authorization: Bearer <token>`, without quotes or line breaks.",
    { headers: { "WWW-Authenticate": `${realm}, error="invalid_request"` } },
  );
}

/** 401 for a request without credentials: says how to bring some, and nothing of an error (RFC 6750, section 3.1). */
export function signInFirst(): Problem {
  return new Problem(
    401,
    "unauthenticated",
    "Sign in first",
    "Send `Authorization: Bearer <token>` with a token of the OpenID provider that GET /api/platform names, or with an API token.",
    { headers: { "WWW-Authenticate": realm } },
  );
}

/** 401 for a token that isn't good; `why` is a sentence for the person, and goes into the challenge. */
export function badToken(why: string, cause?: unknown): Problem {
  const quoted = why.replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "'");
  return new Problem(401, "invalid-token", "The token isn't good", why, {
    cause,
    headers: { "WWW-Authenticate": `${realm}, error="invalid_token", error_description="${quoted}"` },
  });
}

/** The challenge of a 403: the token is good, and isn't enough. */
export const insufficientScope = { "WWW-Authenticate": `${realm}, error="insufficient_scope"` };
