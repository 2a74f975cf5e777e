import { PackageX } from "lucide-react";
import { useNavigate } from "react-router";
import { usePlatform } from "../platform/usePlatform.ts";
import { useEngines } from "../stores/useEngines.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Modal, ModalBody } from "../ui/Modal.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { CreateStoreForm } from "./CreateStoreForm.tsx";

interface CreateStoreDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Everything a new store needs, on one sheet. */
export function CreateStoreDialog({ open, onOpenChange }: CreateStoreDialogProps) {
  const navigate = useNavigate();
  const engines = useEngines();
  const platform = usePlatform().data;
  return (
    <Modal
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title="Create a store"
      description="It becomes a file in Git; from there it is deployed by itself."
    >
      {engines.isPending && (
        <ModalBody className="flex flex-col gap-4">
          <Skeleton className="h-20" />
          <Skeleton className="h-9" />
          <Skeleton className="h-40" />
        </ModalBody>
      )}
      {engines.isError && (
        <ModalBody>
          <ProblemNotice failure={engines.error} onRetry={() => void engines.refetch()} />
        </ModalBody>
      )}
      {engines.data?.length === 0 && (
        <EmptyState icon={<PackageX aria-hidden className="size-5" />} title="No engine is released yet">
          The stores repository holds no chart. Release one, or wait until the platform has started.
        </EmptyState>
      )}
      {engines.data !== undefined && engines.data.length > 0 && (
        <CreateStoreForm
          engines={engines.data}
          owner={platform?.user?.id ?? "you"}
          domain={platform?.domain}
          onCancel={() => onOpenChange(false)}
          onCreated={(name) => {
            onOpenChange(false);
            void navigate(`/stores/${name}`);
          }}
        />
      )}
    </Modal>
  );
}
