import { GitCommitHorizontal } from "lucide-react";
import { type FormEvent, useState } from "react";
import { asProblem } from "../api/ProblemError.ts";
import type { StoreDetail } from "../api/types.ts";
import { ReasonField } from "../changes/ReasonField.tsx";
import { SettingsDiff } from "../store/SettingsDiff.tsx";
import { useUpdateStore } from "../store/useUpdateStore.ts";
import { Modal, ModalBody, SubmitActions } from "../ui/Modal.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import type { DomainsPatch } from "./domainList.ts";

/** What somebody wants of a store's domains, and the version of its file that they saw. */
export interface DomainChange {
  readonly store: StoreDetail;
  readonly etag: string | undefined;
  readonly title: string;
  readonly domains: DomainsPatch;
  /** What is said once it is done. */
  readonly done: string;
}

interface DomainChangeDialogProps {
  change: DomainChange;
  onClose: () => void;
  onDone: () => void;
}

/** Shows what a change of the domains will commit, and commits it. */
export function DomainChangeDialog({ change, onClose, onDone }: DomainChangeDialogProps) {
  const { store, etag, title, domains, done } = change;
  const [reason, setReason] = useState("");
  const update = useUpdateStore(store.name);
  const why = reason.trim();
  const patch = { values: { domains }, ...(why === "" ? {} : { reason: why }) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate({ patch, etag, done }, { onSuccess: onDone });
  };
  return (
    <Modal open onOpenChange={onClose} title={title} description="The shop takes it up within a minute.">
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <ModalBody className="flex flex-col gap-4">
          <SettingsDiff store={store} patch={patch} />
          <ReasonField id="domain-reason" value={reason} onChange={setReason} />
          {update.isError && <ProblemNotice failure={update.error} />}
          {update.isError && asProblem(update.error).status === 412 && (
            <p className="text-sm text-muted">Somebody changed the store meanwhile: close this and try once more.</p>
          )}
        </ModalBody>
        <SubmitActions busy={update.isPending} icon={<GitCommitHorizontal aria-hidden className="size-4" />}>
          Commit
        </SubmitActions>
      </form>
    </Modal>
  );
}
