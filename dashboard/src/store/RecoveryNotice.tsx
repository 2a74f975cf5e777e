import { Undo2 } from "lucide-react";
import { useState } from "react";
import type { StoreDetail } from "../api/types.ts";
import { UndoDialog } from "../changes/UndoDialog.tsx";
import { whoChanged } from "../stores/lastChange.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";

/** When the last change broke a store: the shortest way back. Nothing for a store that never worked. */
export function RecoveryNotice({ store }: { store: StoreDetail }) {
  const [asking, setAsking] = useState(false);
  const { lastCommit, status } = store;
  const broken = status.phase === "Failed" || status.phase === "Blocked";
  if (!broken || lastCommit === undefined || lastCommit.operation === "create") return null;
  return (
    <>
      <Notice
        tone="bad"
        title={`The last change: “${lastCommit.subject}”`}
        actions={
          <Button size="sm" onClick={() => setAsking(true)} icon={<Undo2 aria-hidden className="size-3.5" />}>
            Undo the last change
          </Button>
        }
      >
        Made <RelativeTime at={lastCommit.committedAt} /> by {whoChanged(lastCommit)}. If the store worked before it,
        undoing it brings the store back.
      </Notice>
      {asking && <UndoDialog commit={lastCommit} storeName={store.name} open onOpenChange={setAsking} />}
    </>
  );
}
