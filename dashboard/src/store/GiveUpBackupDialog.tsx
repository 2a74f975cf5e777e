import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { StoreDetail } from "../api/types.ts";
import { Button } from "../ui/Button.tsx";
import { CancelButton, Modal, ModalActions, ModalBody } from "../ui/Modal.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { StoreNameConfirmation } from "../ui/StoreNameConfirmation.tsx";
import { useDeleteStore } from "./useDeleteStore.ts";

/** Of a store that is being deleted and can't be backed up: lets its data go all the same. */
export function GiveUpBackupDialog({ store, onClose }: { store: StoreDetail; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const remove = useDeleteStore(store.name);
  const matches = typed === store.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (matches) remove.mutate({ backup: false }, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      onOpenChange={onClose}
      title={`Delete ${store.displayName || store.name} without a backup?`}
      description="One commit says so, with your name."
    >
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <ModalBody className="flex flex-col gap-4">
          <p>What came since its last backup is lost for good: orders, customers, products and everything uploaded.</p>
          <StoreNameConfirmation id="give-up-confirm" name={store.name} value={typed} onChange={setTyped} />
          {remove.isError && <ProblemNotice failure={remove.error} />}
        </ModalBody>
        <ModalActions>
          <CancelButton />
          <Button
            type="submit"
            tone="danger"
            disabled={!matches}
            busy={remove.isPending}
            icon={<Trash2 aria-hidden className="size-4" />}
          >
            Delete for good
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}
