import type { Platform } from "../api/types.ts";

const STORAGE_KEY = "storeplane-sign-in";

/** How people signed in when this browser was here last; undefined on its first visit. */
export function lastSignInMode(): string | undefined {
  return localStorage.getItem(STORAGE_KEY) ?? undefined;
}

export function rememberSignInMode(mode: Platform["auth"]["mode"]): void {
  localStorage.setItem(STORAGE_KEY, mode);
}
