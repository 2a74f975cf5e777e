import { editValuesFile } from "@storeplane/control-api/stores/editValuesFile.ts";
import { RotateCcw } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Backup, StoreDetail } from "../api/types.ts";
import { DiffView } from "../changes/DiffView.tsx";
import { ReasonField } from "../changes/ReasonField.tsx";
import { textDiff } from "../changes/textDiff.ts";
import { Button } from "../ui/Button.tsx";
import { CancelButton, Modal, ModalActions, ModalBody } from "../ui/Modal.tsx";
import { Notice } from "../ui/Notice.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { StoreNameConfirmation } from "../ui/StoreNameConfirmation.tsx";
import { timeOf } from "./backupWords.ts";
import { useRestoreBackup } from "./useBackups.ts";

interface RestoreBackupDialogProps {
  store: StoreDetail;
  backup: Backup;
  onClose: () => void;
}

/** Says what is lost by it, and has the name typed. */
export function RestoreBackupDialog({ store, backup, onClose }: RestoreBackupDialogProps) {
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const restore = useRestoreBackup(store.name);
  const matches = typed === store.name;
  const [now] = useState(() => new Date().toISOString().replace(/\.\d+Z$/, "Z"));
  const before = store.valuesFile ?? "";
  const after = editValuesFile(before, { restore: { snapshot: backup.id, at: now, store: null } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (matches) restore.mutate({ backup, reason: reason.trim() }, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      onOpenChange={onClose}
      title={`Restore ${store.displayName || store.name}?`}
      description={`From the backup of ${timeOf(backup.time)}`}
    >
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <ModalBody className="flex flex-col gap-4">
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
          <StoreNameConfirmation id="restore-confirm" name={store.name} value={typed} onChange={setTyped} />
          <ReasonField id="restore-backup-reason" value={reason} onChange={setReason} />
          {restore.isError && <ProblemNotice failure={restore.error} />}
        </ModalBody>
        <ModalActions>
          <CancelButton />
          <Button
            type="submit"
            tone="danger"
            disabled={!matches}
            busy={restore.isPending}
            icon={<RotateCcw aria-hidden className="size-4" />}
          >
            Restore this backup
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}
