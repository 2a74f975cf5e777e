import { type ReactNode, useState } from "react";
import type { StoreDetail } from "../api/types.ts";
import { useStore } from "../store/useStore.ts";
import { Checkbox } from "../ui/Checkbox.tsx";
import { timeOf } from "./backupWords.ts";
import { useBackups } from "./useBackups.ts";

interface RevivedData {
  /** What to ask whoever brings the store back; nothing where there is no choice. */
  readonly field: ReactNode;
  readonly revived: { readonly name: string; readonly restore: "latest" | "none" } | undefined;
}

/** Whether a store that comes back after its deletion gets the data of its last backup: as a rule it does. */
export function useRevivedData(name: string | undefined): RevivedData {
  const [wanted, setWanted] = useState(true);
  const backups = useBackups(name);
  const last = backups.data?.backups[0];
  const store = useStore(name ?? "", { enabled: last !== undefined });
  if (name === undefined || last === undefined || store.isPending || stillHasItsData(store.data?.store))
    return { field: undefined, revived: undefined };
  return {
    field: (
      <Checkbox
        checked={wanted}
        onChange={setWanted}
        label="Restore its last backup"
        hint={wanted ? `It comes back with its data of ${timeOf(last.time)}.` : "It comes back empty."}
      />
    ),
    revived: { name, restore: wanted ? "latest" : "none" },
  };
}

/** It is there, or its file is gone and its data isn't yet. */
function stillHasItsData(store: StoreDetail | undefined): boolean {
  if (store === undefined) return false;
  const { deletion } = store;
  if (deletion === undefined) return store.status.phase !== "Deleting";
  return deletion.deleteAfter !== undefined || deletion.needsConfirmation || deletion.backup?.state === "waiting";
}
