import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import type { StoreDetail } from "../api/types.ts";
import { Button } from "../ui/Button.tsx";
import { CancelButton, Modal, ModalActions, ModalBody } from "../ui/Modal.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { TypedConfirmation } from "../ui/TypedConfirmation.tsx";
import { useDeleteStore } from "./useDeleteStore.ts";

/** Says what will be lost, and has the name typed. */
export function DeleteDialog({ store, onOpenChange }: { store: StoreDetail; onOpenChange: (open: boolean) => void }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const remove = useDeleteStore(store.name);
  const matches = typed === store.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!matches) return;
    remove.mutate(undefined, {
      onSuccess: () => {
        onOpenChange(false);
        void navigate("/stores");
      },
    });
  };
  return (
    <Modal open onOpenChange={onOpenChange} title={`Delete ${store.displayName || store.name}?`}>
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <ModalBody className="flex flex-col gap-4">
          <div>
            <p className="font-medium">This will be lost for good:</p>
            <ul className="mt-1.5 list-disc pl-5 text-muted marker:text-bad-mark">
              <li>the shop at {store.links.shop}, at once</li>
              <li>its database: products, customers and orders</li>
              <li>its disks with everything uploaded</li>
              <li>its admin sign-in and all other secrets</li>
            </ul>
            <p className="mt-3 text-sm text-muted">
              What stays is its file's history in Git: undoing the deletion later makes a new, empty store with the same
              settings.
            </p>
          </div>
          <TypedConfirmation
            id="delete-confirm"
            label="Type the store's name to confirm"
            hint={
              <>
                The name is <span className="font-mono text-xs font-medium text-ink">{store.name}</span>
              </>
            }
            value={typed}
            onChange={setTyped}
          />
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
