import { Undo2 } from "lucide-react";
import { useId, useState } from "react";
import { idempotencyKey } from "../api/idempotencyKey.ts";
import type { Commit } from "../api/types.ts";
import { useRevivedData } from "../backups/useRevivedData.tsx";
import { Button } from "../ui/Button.tsx";
import { CancelButton, Modal, ModalActions, ModalBody } from "../ui/Modal.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { shortId } from "../ui/shortId.ts";
import { DiffView } from "./DiffView.tsx";
import { ReasonField } from "./ReasonField.tsx";
import { undoOutcome } from "./undoOutcome.ts";
import { useCommitDiff } from "./useCommitDiff.ts";
import { useUndo } from "./useUndo.ts";

interface UndoDialogProps {
  commit: Commit;
  /** Limits the undo to this store's file. */
  storeName?: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Shows what undoing a change will do, and does it. */
export function UndoDialog({ commit, storeName, open, onOpenChange }: UndoDialogProps) {
  const reasonId = useId();
  const [reason, setReason] = useState("");
  const [key] = useState(idempotencyKey);
  const diff = useCommitDiff(commit.id, storeName, open);
  const undo = useUndo(storeName);
  const outcome = diff.data && undoOutcome(commit, diff.data.files);
  const data = useRevivedData(outcome?.revives);

  return (
    <Modal
      open={open}
      onOpenChange={onOpenChange}
      title="Undo this change?"
      description={
        <>
          <code className="font-mono text-xs">{shortId(commit.id)}</code> {commit.subject}
        </>
      }
    >
      <ModalBody className="flex flex-col gap-4">
        {diff.isError && <ProblemNotice failure={diff.error} onRetry={() => void diff.refetch()} />}
        {diff.isPending && <Skeleton className="h-32" />}
        {outcome !== undefined && <p className={outcome.grave ? "font-medium text-bad" : undefined}>{outcome.text}</p>}
        {data.field}
        {diff.data !== undefined && diff.data.files.length > 0 && <DiffView files={diff.data.files} reversed />}
        {diff.data !== undefined && diff.data.files.length > 0 && (
          <ReasonField id={reasonId} value={reason} onChange={setReason} />
        )}
        {undo.isError && <ProblemNotice failure={undo.error} />}
      </ModalBody>
      <ModalActions>
        <CancelButton />
        <Button
          tone={outcome?.grave === true ? "danger" : "solid"}
          icon={<Undo2 aria-hidden className="size-4" />}
          busy={undo.isPending}
          disabled={diff.data?.files.length === 0}
          onClick={() =>
            undo.mutate(
              {
                commit,
                key,
                ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
                ...(data.revived && { revived: data.revived }),
              },
              { onSuccess: () => onOpenChange(false) },
            )
          }
        >
          Undo change
        </Button>
      </ModalActions>
    </Modal>
  );
}
