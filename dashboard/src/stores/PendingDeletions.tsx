import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import { may, type User } from "../identity/access.ts";
import { Button } from "../ui/Button.tsx";
import { Modal, ModalActions, ModalBody } from "../ui/Modal.tsx";
import { Notice } from "../ui/Notice.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { TypedConfirmation } from "../ui/TypedConfirmation.tsx";
import { useConfirmDeletions } from "./useConfirmDeletions.ts";

interface PendingDeletionsProps {
  user: User | undefined;
  /** Whether any store is on its way out at all: without one there is nothing to ask for. */
  some: boolean;
}

/** Deletions that are too many to go by themselves: an admin says yes, or somebody restores the files. */
export function PendingDeletions({ user, some }: PendingDeletionsProps) {
  const [asking, setAsking] = useState(false);
  const deleting = useQuery({
    queryKey: queryKeys.deleting,
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/stores", { params: { query: { status: "Deleting", limit: 500 } }, signal })),
    select: (answer) => answer.items,
    enabled: some,
  });
  const names = (deleting.data ?? [])
    .filter((store) => store.deletion?.needsConfirmation === true)
    .map((store) => store.name);
  if (!some || names.length === 0) return null;
  return (
    <>
      <Notice
        tone="warn"
        title={`${names.length} ${names.length === 1 ? "deletion waits" : "deletions wait"} for an admin`}
        actions={
          may(user, "deletions.confirm") && (
            <Button size="sm" tone="danger" onClick={() => setAsking(true)}>
              Delete {names.length === 1 ? "it" : `all ${names.length}`}
            </Button>
          )
        }
      >
        So many files vanished at once that it may be a mistake: {names.slice(0, 5).join(", ")}
        {names.length > 5 && ` and ${names.length - 5} more`}. The stores run on until this is confirmed; open one to
        restore it.
      </Notice>
      {asking && <ConfirmDialog names={names} onClose={() => setAsking(false)} />}
    </>
  );
}

function ConfirmDialog({ names, onClose }: { names: string[]; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const confirm = useConfirmDeletions();
  const sentence = `delete ${names.length} ${names.length === 1 ? "store" : "stores"}`;
  return (
    <Modal
      open
      onOpenChange={onClose}
      title="Let them go for good?"
      description="Their shops, databases, disks and secrets are lost. The confirmation is a commit that names them."
    >
      <ModalBody className="flex flex-col gap-4">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <ul tabIndex={0} className="max-h-48 overflow-y-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
        <TypedConfirmation
          id="deletions-confirm"
          label={`Type “${sentence}” to confirm`}
          value={typed}
          onChange={setTyped}
        />
        {confirm.isError && <ProblemNotice failure={confirm.error} />}
      </ModalBody>
      <ModalActions>
        <Button tone="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button
          tone="danger"
          disabled={typed !== sentence}
          busy={confirm.isPending}
          onClick={() => confirm.mutate(names, { onSuccess: onClose })}
        >
          Delete for good
        </Button>
      </ModalActions>
    </Modal>
  );
}
