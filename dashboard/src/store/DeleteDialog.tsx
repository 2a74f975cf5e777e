import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { StoreDetail } from "../api/types.ts";
import { useBackups } from "../backups/useBackups.ts";
import { Checkbox } from "../ui/Checkbox.tsx";
import { Modal } from "../ui/Modal.tsx";
import { StoreNameForm } from "../ui/StoreNameForm.tsx";
import { useDeleteStore } from "./useDeleteStore.ts";

/** Says what will be lost, and has the name typed. */
export function DeleteDialog({ store, onOpenChange }: { store: StoreDetail; onOpenChange: (open: boolean) => void }) {
  const navigate = useNavigate();
  const [wanted, setWanted] = useState(true);
  const canBackUp = useBackups(store.name).data?.enabled === true;
  const backup = canBackUp && wanted;
  const remove = useDeleteStore(store.name);
  const confirmed = () => {
    // Where none is made there is none to do without.
    remove.mutate(
      { backup: backup || !canBackUp },
      {
        onSuccess: () => {
          onOpenChange(false);
          void navigate("/stores");
        },
      },
    );
  };
  return (
    <Modal open onOpenChange={onOpenChange} title={`Delete ${store.displayName || store.name}?`}>
      <StoreNameForm
        id="delete-confirm"
        name={store.name}
        action={backup ? "Back up and delete" : "Delete for good"}
        icon={<Trash2 aria-hidden className="size-4" />}
        mutation={remove}
        onConfirmed={confirmed}
      >
        <div>
          <p className="font-medium">{backup ? "This goes, once it is backed up:" : "This will be lost for good:"}</p>
          <ul className="mt-1.5 list-disc pl-5 text-muted marker:text-bad-mark">
            <li>
              the shop at {store.links.shop}
              {!backup && ", at once"}
            </li>
            <li>its database: products, customers and orders</li>
            <li>its disks with everything uploaded</li>
            <li>its admin sign-in and all other secrets</li>
          </ul>
          <p className="mt-3 text-sm text-muted">
            What stays is its file's history in Git{canBackUp && " and its backups"}: undoing the deletion later makes a
            new
            {canBackUp
              ? " store with the same settings and, if you like, a backup's data"
              : ", empty store with the same settings"}
            .
          </p>
        </div>
        {canBackUp && (
          <Checkbox
            checked={wanted}
            onChange={setWanted}
            label="Back it up first"
            hint={
              wanted
                ? "The store is deleted only once the backup is made; while that fails, it stays and says why."
                : "What came since the last backup is lost."
            }
          />
        )}
      </StoreNameForm>
    </Modal>
  );
}
