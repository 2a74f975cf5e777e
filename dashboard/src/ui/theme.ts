import { useSyncExternalStore } from "react";

const STORAGE_KEY = "storeplane-theme";
const listeners = new Set<() => void>();

function system(): "light" | "dark" {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function isDark(): boolean {
  return (document.documentElement.dataset.theme ?? system()) === "dark";
}

/** Switches between light and dark; going back to what the system says forgets the choice. */
export function toggleTheme(): void {
  const next = isDark() ? "light" : "dark";
  if (next === system()) {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(STORAGE_KEY);
  } else {
    document.documentElement.dataset.theme = next;
    localStorage.setItem(STORAGE_KEY, next);
  }
  for (const listener of listeners) listener();
}

export function useIsDark(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, isDark);
}
