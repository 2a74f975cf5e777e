/** From a token's claims to who it is and what they may do. */
import type { JWTPayload } from "jose";
import type { Role } from "../policies.ts";
import { userId } from "./userId.ts";

export interface ClaimRules {
  readonly idClaim: string;
  /** A claim's name, or a path of names with dots between. */
  readonly rolesClaim: string;
  /** Values of that claim that make a role. */
  readonly roleValues: Readonly<Record<Role, readonly string[]>>;
}

/** @returns the user's id, or a sentence on why the token has none. */
export function idOf(claims: JWTPayload, { idClaim }: ClaimRules): { id: string } | { fault: string } {
  const value = claims[idClaim];
  const parsed = userId.safeParse(value);
  if (!parsed.success)
    return { fault: `Its claim ${idClaim}, which is the user's id here, must be 1 to 200 printable ASCII characters.` };
  if (idClaim !== "email")
    return parsed.data === "" ? { fault: `Its claim ${idClaim} is empty.` } : { id: parsed.data };
  // Whoever can give themselves an address must not become its owner by that.
  if (claims.email_verified !== true)
    return { fault: "Its e-mail address isn't verified: verify it with the provider and sign in again." };
  return { id: parsed.data.toLowerCase() };
}

/** The highest role that the token gives; undefined when it gives none. */
export function roleOf(claims: JWTPayload, { rolesClaim, roleValues }: ClaimRules): Role | undefined {
  const given = new Set(valuesOf(claimAt(claims, rolesClaim)));
  return (["admin", "owner", "viewer"] as const).find((role) => roleValues[role].some((value) => given.has(value)));
}

function claimAt(claims: JWTPayload, path: string): unknown {
  // Names may hold dots themselves, such as https://example.com/roles.
  if (Object.hasOwn(claims, path)) return claims[path];
  return path
    .split(".")
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === "object" && inner !== null && Object.hasOwn(inner, name)
          ? Reflect.get(inner, name)
          : undefined,
      claims,
    );
}

/** A list of texts, or one text with spaces between as in `scope`. */
function valuesOf(claim: unknown): string[] {
  if (typeof claim === "string") return claim.split(" ").filter((value) => value !== "");
  return Array.isArray(claim) ? claim.filter((value) => typeof value === "string") : [];
}
