import { Trash2 } from "lucide-react";
import type { StoreDetail } from "../api/types.ts";
import { Modal } from "../ui/Modal.tsx";
import { StoreNameForm } from "../ui/StoreNameForm.tsx";
import { useDeleteStore } from "./useDeleteStore.ts";

/** Of a store that is being deleted and can't be backed up: lets its data go all the same. */
export function GiveUpBackupDialog({ store, onClose }: { store: StoreDetail; onClose: () => void }) {
  const remove = useDeleteStore(store.name);
  return (
    <Modal
      open
      onOpenChange={onClose}
      title={`Delete ${store.displayName || store.name} without a backup?`}
      description="One commit says so, with your name."
    >
      <StoreNameForm
        id="give-up-confirm"
        name={store.name}
        action="Delete for good"
        icon={<Trash2 aria-hidden className="size-4" />}
        mutation={remove}
        onConfirmed={() => remove.mutate({ backup: false }, { onSuccess: onClose })}
      >
        <p>What came since its last backup is lost for good: orders, customers, products and everything uploaded.</p>
      </StoreNameForm>
    </Modal>
  );
}
