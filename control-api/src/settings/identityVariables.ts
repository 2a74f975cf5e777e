/** Settings of who callers are. Those of OIDC are needed with AUTH_MODE=oidc only. */
import { z } from "zod";
import { list, text, variable, wholeNumber } from "./variable.ts";

/** Signatures that need a private key: with a shared secret, or none, whoever checks tokens could make them. */
const signatureAlgorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;

const anyText = (value: string) => value.length <= 200;

/** Keys and tokens that pass over a network in the clear could be replaced by anybody on it. */
function isSafeIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, search, hash } = new URL(value);
  if (search !== "" || hash !== "") return false;
  return protocol === "https:" || (protocol === "http:" && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname));
}

const roleValues = (role: string) =>
  variable(
    `Values of the roles claim that make their bearer ${role}, with commas between.`,
    list(`storeplane-${role}`, anyText, "must be values with commas between"),
    `set e.g. storeplane-${role}`,
  );

export const identityVariables = {
  AUTH_MODE: variable(
    "How callers are told apart: `oidc` by bearer tokens of an OpenID provider; `dev` trusts the header x-user-id and serves this machine only.",
    z.enum(["dev", "oidc"]),
    "set AUTH_MODE=oidc, or AUTH_MODE=dev on your own machine",
  ),
  OIDC_ISSUER: variable(
    "The OpenID provider whose tokens are believed, exactly as its tokens name it in `iss`.",
    z
      .string()
      .refine(isSafeIssuer, { message: "must be an https:// URL without a query (http:// on this machine only)" })
      .optional(),
    "set e.g. https://login.example.com/realms/shops",
  ),
  OIDC_AUDIENCE: variable(
    "What tokens must name in `aud`, so that those made for other services aren't taken.",
    text.optional(),
    "set the audience that the provider puts into this API's tokens, e.g. storeplane",
  ),
  OIDC_AUDIENCE_PARAMETER: variable(
    "How the dashboard tells the provider what its token is for: `resource` (RFC 8707), `audience` (Auth0's), or `none` where the client's own registration says so.",
    z.enum(["none", "audience", "resource"]).default("none"),
    "set none, audience or resource",
  ),
  OIDC_CLIENT_ID: variable(
    "Public client with which the dashboard signs in (authorization code with PKCE, no secret).",
    text.optional(),
    "set the client's id, or leave it out when only programs call",
  ),
  OIDC_SCOPES: variable(
    "Scopes that the dashboard asks for.",
    list("openid,profile,email", anyText, "must be scopes with commas between"),
    "set e.g. openid,profile,email",
  ),
  OIDC_ID_CLAIM: variable(
    "Claim that is a user's id, which owns stores and is written into commits. `email` is taken only when `email_verified` is true.",
    z.enum(["email", "sub", "preferred_username", "upn", "oid"]).default("email"),
    "set email, sub, preferred_username, upn or oid",
  ),
  OIDC_ROLES_CLAIM: variable(
    "Claim that holds the roles: its name, or a path of names with dots between.",
    text.default("roles"),
    "set e.g. roles, groups or realm_access.roles",
  ),
  OIDC_ADMIN_ROLES: roleValues("admin"),
  OIDC_OWNER_ROLES: roleValues("owner"),
  OIDC_VIEWER_ROLES: roleValues("viewer"),
  OIDC_ALGORITHMS: variable(
    "Signature algorithms that are taken, asymmetric ones only.",
    list(
      "RS256,PS256,ES256,EdDSA",
      (value) => signatureAlgorithms.some((algorithm) => algorithm === value),
      `must be some of ${signatureAlgorithms.join(", ")}`,
    ).refine((values) => values.length > 0, { message: "must name at least one algorithm" }),
    "set e.g. RS256",
  ),
  OIDC_CLOCK_SKEW_SECONDS: variable(
    "How far the provider's clock may be off, in seconds.",
    wholeNumber(30, 0, 300),
    "set e.g. 30",
  ),
} as const;

/** Faults that only show when settings are seen together. */
export function identityFaults(values: Readonly<Record<string, unknown>>): string[] {
  if (values.AUTH_MODE !== "oidc") return [];
  return (["OIDC_ISSUER", "OIDC_AUDIENCE"] as const).flatMap((name) =>
    values[name] === undefined
      ? [`${name} is not set. ${identityVariables[name].what} Mend it: ${identityVariables[name].fix}.`]
      : [],
  );
}
