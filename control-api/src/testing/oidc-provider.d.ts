/** The part of oidc-provider that tests use; the package has no types. */
declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http";
  import type { JWK } from "jose";

  interface Configuration {
    readonly jwks: { readonly keys: readonly JWK[] };
    readonly clients: readonly Readonly<Record<string, unknown>>[];
    readonly features: Readonly<Record<string, { readonly enabled: boolean } & Readonly<Record<string, unknown>>>>;
    readonly claims?: Readonly<Record<string, readonly string[]>>;
    readonly findAccount?: (
      context: unknown,
      id: string,
    ) => { readonly accountId: string; readonly claims: () => { readonly sub: string } };
    readonly clientBasedCORS?: (context: unknown, origin: string, client: { readonly clientId: string }) => boolean;
    readonly extraTokenClaims?: (
      context: unknown,
      token: { readonly clientId?: string; readonly accountId?: string },
    ) => Readonly<Record<string, unknown>>;
  }

  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
  }
}
