import type { Request } from "express";
import type { User } from "../policies.ts";

/** Who calls, and by what they proved it. */
export interface Caller extends User {
  /** `dev`: nothing; `oidc`: a bearer token of the OpenID provider; `token`: an API token. */
  readonly via: "dev" | "oidc" | "token";
  /** Given for API tokens. */
  readonly tokenId?: string;
  /** Epoch milliseconds at which the proof ends. */
  readonly expiresAt?: number;
  /** Whether the proof still holds, for what stays open long; false, too, when that can't be found out. */
  readonly stillHolds?: () => Promise<boolean>;
}

/**
 * Tells who calls; undefined when the request brings no credentials.
 * @throws Problem 400 or 401 when its credentials aren't good, 403 when they are but give no role, 503 when they can't be checked now.
 */
export type Authenticate = (request: Request) => Promise<Caller | undefined> | Caller | undefined;
