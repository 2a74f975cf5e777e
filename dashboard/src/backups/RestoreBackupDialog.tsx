import { editValuesFile } from "@storeplane/control-api/stores/editValuesFile.ts";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import type { Backup, StoreDetail } from "../api/types.ts";
import { DiffView } from "../changes/DiffView.tsx";
import { ReasonField } from "../changes/ReasonField.tsx";
import { textDiff } from "../changes/textDiff.ts";
import { Modal } from "../ui/Modal.tsx";
import { Notice } from "../ui/Notice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { StoreNameForm } from "../ui/StoreNameForm.tsx";
import { timeOf } from "./backupWords.ts";
import { useRestoreBackup } from "./useBackups.ts";

interface RestoreBackupDialogProps {
  store: StoreDetail;
  backup: Backup;
  onClose: () => void;
}

/** Says what is lost by it, and has the name typed. */
export function RestoreBackupDialog({ store, backup, onClose }: RestoreBackupDialogProps) {
  const [reason, setReason] = useState("");
  const restore = useRestoreBackup(store.name);
  const [now] = useState(() => new Date().toISOString().replace(/\.\d+Z$/, "Z"));
  const before = store.valuesFile ?? "";
  const after = editValuesFile(before, { restore: { snapshot: backup.id, at: now, store: null } });
  return (
    <Modal
      open
      onOpenChange={onClose}
      title={`Restore ${store.displayName || store.name}?`}
      description={`From the backup of ${timeOf(backup.time)}`}
    >
      <StoreNameForm
        id="restore-confirm"
        name={store.name}
        more={<ReasonField id="restore-backup-reason" value={reason} onChange={setReason} />}
        action="Restore this backup"
        icon={<RotateCcw aria-hidden className="size-4" />}
        mutation={restore}
        onConfirmed={() => restore.mutate({ backup, reason: reason.trim() }, { onSuccess: onClose })}
      >
        <div>
          <p className="font-medium">
            What came after it is lost (it was made <RelativeTime at={backup.time} />
            ):
          </p>
          <ul className="mt-1.5 list-disc pl-5 text-muted marker:text-bad-mark">
            <li>orders, customers and carts since then</li>
            <li>products, prices and pages that were changed since then</li>
            <li>pictures and files uploaded since then</li>
          </ul>
          <p className="mt-3 text-sm text-muted">
            The shop serves on until the data is loaded, then it starts anew. Settings, the address and the admin's
            sign-in stay as they are now. To be safe, back it up now before you restore.
          </p>
        </div>
        {backup.chartVersion !== store.chartVersion && (
          <Notice tone="warn" title={`The backup is of ${backup.engine} ${backup.chartVersion}`}>
            The store runs {store.chartVersion}. Data of an older release is brought up to date when the shop starts;
            that of a newer one may not fit.
          </Notice>
        )}
        <DiffView files={textDiff(store.path, before, after)} />
      </StoreNameForm>
    </Modal>
  );
}
