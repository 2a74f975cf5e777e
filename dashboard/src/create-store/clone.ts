import { useSearchParams } from "react-router";
import { useBackups } from "../backups/useBackups.ts";
import { useStore } from "../store/useStore.ts";

/** The store that a new one is to be like, and the backup whose data it begins with. */
export interface Clone {
  readonly store: string;
  readonly snapshot: string;
  /** When the backup was made, where that is known. */
  readonly time?: string;
  readonly engine?: string;
  readonly displayName?: string;
  /** The engine's values, without what is about the one store's own backups and addresses. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** What the page's address asks to be cloned. `isPending` until it is known what that is. */
export function useClone(): { readonly of: Clone | undefined; readonly isPending: boolean } {
  const [params] = useSearchParams();
  const name = params.get("clone") ?? undefined;
  const snapshot = params.get("snapshot") ?? "latest";
  const source = useStore(name ?? "", { enabled: name !== undefined });
  const backups = useBackups(name);
  if (name === undefined) return { of: undefined, isPending: false };
  const store = source.data?.store;
  const backup = backups.data?.backups.find(({ id }) => snapshot === "latest" || id.startsWith(snapshot));
  const engine = backup?.engine ?? store?.engine;
  const displayName = store && `${store.displayName || store.name} (copy)`;
  return {
    // A store that was deleted has backups all the same.
    isPending: source.isPending || backups.isLoading,
    of: {
      store: name,
      snapshot,
      values: valuesToCopy(store?.values ?? {}),
      ...(backup && { time: backup.time }),
      ...(engine !== undefined && { engine }),
      ...(displayName !== undefined && { displayName }),
    },
  };
}

function valuesToCopy(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { restore: _restore, domains: _domains, backups, ...rest } = values;
  if (typeof backups !== "object" || backups === null) return rest;
  const { request: _request, ...kept } = backups as Record<string, unknown>;
  return Object.keys(kept).length === 0 ? rest : { ...rest, backups: kept };
}
