import { useMutation } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { type FormEvent, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { idempotencyKey } from "../api/idempotencyKey.ts";
import type { Commit } from "../api/types.ts";
import { useStore } from "../store/useStore.ts";
import { Modal, ModalBody, SubmitActions } from "../ui/Modal.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { shortId } from "../ui/shortId.ts";
import { DiffView } from "./DiffView.tsx";
import { ReasonField } from "./ReasonField.tsx";
import { textDiff } from "./textDiff.ts";
import { useAfterChange } from "./useAfterChange.ts";
import { useCommitDiff } from "./useCommitDiff.ts";

interface RestoreDialogProps {
  commit: Commit;
  storeName: string;
  onClose: () => void;
}

/** Takes a store's file back to how it was after a commit, whatever happened since; shows what that will change. */
export function RestoreDialog({ commit, storeName, onClose }: RestoreDialogProps) {
  const [reason, setReason] = useState("");
  const then = useCommitDiff(commit.id, storeName, true);
  const now = useStore(storeName);
  const restore = useRestore(storeName);
  const path = now.data?.store.path ?? "";
  const textThen = then.data?.files.find((file) => file.path === path)?.after;
  const known = then.data !== undefined && now.data !== undefined;
  const files = known ? textDiff(path, now.data.store.valuesFile, textThen) : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    restore.mutate({ commit, reason: reason.trim() }, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      onOpenChange={onClose}
      title="Go back to here?"
      description={
        <>
          As it was after <code className="font-mono text-xs">{shortId(commit.id)}</code> {commit.subject}
        </>
      }
    >
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <ModalBody className="flex flex-col gap-4">
          {then.isError && <ProblemNotice failure={then.error} onRetry={() => void then.refetch()} />}
          {!known && !then.isError && <Skeleton className="h-32" />}
          {known && textThen === undefined && (
            <p>There was no file after this commit, so there is nothing to go back to.</p>
          )}
          {known && textThen !== undefined && files.length === 0 && <p>The store's file is like this already.</p>}
          {known && textThen !== undefined && files.length > 0 && (
            <>
              <p>
                One new commit changes the store's file like this, and it is rolled out at once. Data is not taken back.
              </p>
              <DiffView files={files} />
              <ReasonField id="restore-reason" value={reason} onChange={setReason} />
            </>
          )}
          {restore.isError && <ProblemNotice failure={restore.error} />}
        </ModalBody>
        <SubmitActions
          busy={restore.isPending}
          disabled={files.length === 0 || textThen === undefined}
          icon={<RotateCcw aria-hidden className="size-4" />}
        >
          Go back
        </SubmitActions>
      </form>
    </Modal>
  );
}

function useRestore(name: string) {
  const afterChange = useAfterChange();
  const [key] = useState(idempotencyKey);
  return useMutation({
    mutationFn: ({ commit, reason }: { commit: Commit; reason: string }) => {
      const params = { path: { name }, header: { "idempotency-key": key } };
      const body = { commit: commit.id, ...(reason === "" ? {} : { reason }) };
      return unwrap(api.POST("/api/stores/{name}/restore", { params, body }));
    },
    onSuccess: (changed, { commit }) => afterChange(changed, { title: `Back to ${shortId(commit.id)}` }),
  });
}
