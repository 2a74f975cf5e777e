import { editValuesFile } from "@storeplane/control-api/stores/editValuesFile.ts";
import type { StoreDetail } from "../api/types.ts";
import { DiffView } from "../changes/DiffView.tsx";
import { textDiff } from "../changes/textDiff.ts";
import type { StorePatch } from "./useUpdateStore.ts";

/** What saving will change in the store's file, worked out by the very code that commits it. */
export function SettingsDiff({ store, patch }: { store: StoreDetail; patch: StorePatch }) {
  const { displayName, values } = patch;
  const before = store.valuesFile ?? "";
  const after = editValuesFile(before, { ...(displayName === undefined ? {} : { store: { displayName } }), ...values });
  return (
    <section aria-label="What will be committed" className="flex flex-col gap-1.5">
      <h3 className="text-sm font-medium">What will be committed</h3>
      <DiffView files={textDiff(store.path, before, after)} />
    </section>
  );
}
