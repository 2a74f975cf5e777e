import { RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Commit, StoreDetail } from "../api/types.ts";
import { UndoDialog } from "../changes/UndoDialog.tsx";
import { may } from "../identity/access.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { whoChanged } from "../stores/lastChange.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { clock } from "../ui/relativeTime.ts";
import { useNow } from "../ui/useNow.ts";
import { GiveUpBackupDialog } from "./GiveUpBackupDialog.tsx";

/** That the store is going, when, by whom, and the way back while there is one. */
export function DeletionNotice({ store }: { store: StoreDetail }) {
  const { deletion } = store;
  if (deletion === undefined) return null;
  const who = deletion.commit === undefined ? "" : ` by ${whoChanged(deletion.commit)}`;
  const restore = deletion.commit && <RestoreButton commit={deletion.commit} storeName={store.name} />;
  if (deletion.backup !== undefined) return <BackupBefore store={store} backup={deletion.backup} who={who} />;
  if (deletion.needsConfirmation) {
    return (
      <Notice tone="warn" title="Its deletion waits for an admin" actions={restore}>
        Its file was removed{who}, together with so many others that it may be a mistake. The store runs on until an
        admin confirms it on the list of stores.
      </Notice>
    );
  }
  if (deletion.deleteAfter !== undefined) {
    return <Countdown until={deletion.deleteAfter} who={who} restore={restore} />;
  }
  return (
    <Notice tone="warn" title="The store is being deleted">
      Its file was removed{who}. The store and its data are on their way out.
    </Notice>
  );
}

const BACKUP_TITLES = {
  waiting: "The store is about to be backed up and deleted",
  running: "The store is being backed up before it is deleted",
  failed: "The store is kept: its backup before the deletion failed",
};

interface BackupBeforeProps {
  store: StoreDetail;
  backup: NonNullable<NonNullable<StoreDetail["deletion"]>["backup"]>;
  who: string;
}

function BackupBefore({ store, backup, who }: BackupBeforeProps) {
  const [asking, setAsking] = useState(false);
  const failed = backup.state === "failed";
  const mayChange = may(usePlatform().data?.user, "store.change");
  const giveUp = failed && mayChange && (
    <Button
      size="sm"
      className="text-bad!"
      onClick={() => setAsking(true)}
      icon={<Trash2 aria-hidden className="size-3.5" />}
    >
      Delete without a backup
    </Button>
  );
  return (
    <Notice tone={failed ? "bad" : "warn"} title={BACKUP_TITLES[backup.state]} actions={giveUp}>
      Its file was removed{who}. {backup.reason}
      {failed && " The backup is tried again until it is made; mend what keeps it from that, or do without."}
      {asking && <GiveUpBackupDialog store={store} onClose={() => setAsking(false)} />}
    </Notice>
  );
}

function Countdown({ until, who, restore }: { until: string; who: string; restore: React.ReactNode }) {
  const now = useNow(1_000);
  const left = (Date.parse(until) - now) / 1_000;
  return (
    <Notice
      tone="bad"
      title={
        left > 0 ? (
          <>
            The store will be deleted in{" "}
            <span role="timer" className="tabular-nums">
              {clock(left)}
            </span>
          </>
        ) : (
          "The store is being deleted"
        )
      }
      actions={left > 0 && restore}
    >
      Its file was removed{who}. {left > 0 && "Until then it runs on, and restoring the file loses nothing."}
    </Notice>
  );
}

function RestoreButton({ commit, storeName }: { commit: Commit; storeName: string }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)} icon={<RotateCcw aria-hidden className="size-3.5" />}>
        Restore
      </Button>
      {asking && <UndoDialog commit={commit} storeName={storeName} open onOpenChange={setAsking} />}
    </>
  );
}
