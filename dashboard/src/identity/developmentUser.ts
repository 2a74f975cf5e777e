import type { User } from "./access.ts";
import { setIdentityHeaders } from "./identityHeaders.ts";

const STORAGE_KEY = "storeplane-user";

/** Who this browser says it is in development mode, where every caller is believed; undefined: nobody was chosen. */
export function developmentUser(): User | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null");
    return isUser(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Chooses who to be; undefined goes back to the platform's own choice. */
export function chooseDevelopmentUser(user: User | undefined): void {
  if (user === undefined) localStorage.removeItem(STORAGE_KEY);
  else localStorage.setItem(STORAGE_KEY, JSON.stringify(user));
}

/** Has every request say who was chosen. Harmless elsewhere: only development mode reads these headers. */
export function applyDevelopmentUser(): void {
  const user = developmentUser();
  if (user !== undefined) setIdentityHeaders({ "x-user-id": user.id, "x-user-role": user.role });
}

function isUser(value: unknown): value is User {
  if (typeof value !== "object" || value === null || !("id" in value) || !("role" in value)) return false;
  return typeof value.id === "string" && ["admin", "owner", "viewer"].includes(String(value.role));
}
