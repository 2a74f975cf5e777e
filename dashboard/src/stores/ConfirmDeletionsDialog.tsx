import { useState } from "react";
import { Button } from "../ui/Button.tsx";
import { CancelButton, Modal, ModalActions, ModalBody } from "../ui/Modal.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { TypedConfirmation } from "../ui/TypedConfirmation.tsx";
import { useConfirmDeletions } from "./useConfirmDeletions.ts";

/** An admin's yes to many deletions at once, typed. */
export function ConfirmDeletionsDialog({ names, onClose }: { names: string[]; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const confirm = useConfirmDeletions();
  const sentence = `delete ${names.length} ${names.length === 1 ? "store" : "stores"}`;
  return (
    <Modal
      open
      onOpenChange={onClose}
      title="Let them go for good?"
      description="Their shops, databases, disks and secrets go; what is backed up is backed up once more first. The confirmation is a commit that names them."
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
        <CancelButton />
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
