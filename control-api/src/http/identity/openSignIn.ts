import type { Logger } from "pino";
import type { Config } from "../../config.ts";
import type { PlatformReport } from "../services.ts";
import type { Caller } from "./caller.ts";
import { oidcIdentity } from "./oidcIdentity.ts";
import { ProviderKeys } from "./providerKeys.ts";

export interface SignIn {
  /** What anybody may know of how to sign in. */
  readonly description: PlatformReport["auth"];
  /** Tells who a token of the provider stands for; undefined in development mode. */
  readonly provider: ((token: string) => Promise<Caller>) | undefined;
  /** Where the dashboard calls to sign in. */
  readonly origin: string | undefined;
  start(): void;
  close(): void;
}

/** How people sign in, by the settings. The provider may be down; its keys are taken up when it is there. */
export function openSignIn(config: Config, log: Logger): SignIn {
  const { AUTH_MODE, OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_CLIENT_ID: clientId } = config;
  if (AUTH_MODE === "dev")
    return {
      description: { mode: "dev" },
      provider: undefined,
      origin: undefined,
      start: () => undefined,
      close: () => undefined,
    };
  if (issuer === undefined || audience === undefined) throw new Error("AUTH_MODE=oidc without an issuer or audience");
  const keys = new ProviderKeys(issuer, log);
  const parameter = config.OIDC_AUDIENCE_PARAMETER;
  return {
    description: {
      mode: "oidc",
      issuer,
      ...(clientId !== undefined && { clientId }),
      scopes: config.OIDC_SCOPES,
      ...(parameter !== "none" && { audience: { parameter, value: audience } }),
    },
    provider: oidcIdentity(
      {
        issuer,
        audience,
        idClaim: config.OIDC_ID_CLAIM,
        rolesClaim: config.OIDC_ROLES_CLAIM,
        roleValues: {
          admin: config.OIDC_ADMIN_ROLES,
          owner: config.OIDC_OWNER_ROLES,
          viewer: config.OIDC_VIEWER_ROLES,
        },
        algorithms: config.OIDC_ALGORITHMS,
        clockSkew: config.OIDC_CLOCK_SKEW_SECONDS,
      },
      keys,
    ),
    origin: new URL(issuer).origin,
    start: () => keys.start(),
    close: () => keys.close(),
  };
}
