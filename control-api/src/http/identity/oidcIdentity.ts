import { jwtVerify } from "jose";
import {
  JOSEAlgNotAllowed,
  JOSEError,
  JWKSNoMatchingKey,
  JWSSignatureVerificationFailed,
  JWTClaimValidationFailed,
  JWTExpired,
} from "jose/errors";
import { Problem } from "../problem.ts";
import { badToken, insufficientScope } from "./bearer.ts";
import type { Caller } from "./caller.ts";
import { type ClaimRules, idOf, roleOf } from "./claims.ts";
import type { ProviderKeys } from "./providerKeys.ts";

export interface OidcSettings extends ClaimRules {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  /** Seconds. */
  readonly clockSkew: number;
}

/** Kinds of JWT that may speak for a user: not a log-out notice, nor a proof of possession, of the same provider. */
const accessTokens = new Set(["jwt", "at+jwt"]);

/**
 * Checks bearer tokens of the OpenID provider.
 * The returned function throws Problem 401 when a token isn't good, 403 when it gives no role, and ProviderUnavailableError.
 */
export function oidcIdentity(
  settings: OidcSettings,
  keys: Pick<ProviderKeys, "keyFor">,
): (token: string) => Promise<Caller> {
  return async (token) => {
    const { payload, protectedHeader } = await verify(token, settings, keys);
    const kind = (protectedHeader.typ ?? "JWT").toLowerCase().replace(/^application\//, "");
    if (!accessTokens.has(kind)) throw badToken(`It is a ${kind}, and no access token.`);
    const found = idOf(payload, settings);
    if ("fault" in found) throw badToken(found.fault);
    const role = roleOf(payload, settings);
    if (role === undefined)
      throw new Problem(
        403,
        "no-role",
        "You have no role here",
        `The token's claim ${settings.rolesClaim} names no role of this platform: ask an administrator for one, then sign in again.`,
        { headers: insufficientScope, actor: found.id },
      );
    return {
      id: found.id,
      role,
      via: "oidc",
      ...(payload.exp !== undefined && { expiresAt: (payload.exp + settings.clockSkew) * 1000 }),
    };
  };
}

async function verify(token: string, settings: OidcSettings, keys: Pick<ProviderKeys, "keyFor">) {
  try {
    return await jwtVerify(token, keys.keyFor, {
      issuer: settings.issuer,
      audience: settings.audience,
      algorithms: [...settings.algorithms],
      clockTolerance: settings.clockSkew,
      requiredClaims: ["exp"],
    });
  } catch (error) {
    if (error instanceof JOSEError) throw badToken(faultOf(error), error);
    throw error;
  }
}

function faultOf(error: JOSEError): string {
  if (error instanceof JWTExpired) return "It has expired: sign in again.";
  if (error instanceof JWTClaimValidationFailed) {
    if (error.claim === "iss") return "It is of another issuer than this API believes.";
    if (error.claim === "aud") return "It was made for another audience than this API.";
    if (error.claim === "nbf") return "It isn't valid yet: try again later, and check the clocks.";
    return `Its claim ${error.claim} is missing or not valid.`;
  }
  if (error instanceof JOSEAlgNotAllowed) return "It is signed in a way that this API doesn't take.";
  if (error instanceof JWKSNoMatchingKey) return "It is signed with a key that the provider doesn't have.";
  if (error instanceof JWSSignatureVerificationFailed) return "Its signature is wrong.";
  return "It is no signed JSON Web Token of the provider, and no API token.";
}
