import { type FormEvent, type ReactNode, useState } from "react";
import { ModalBody, SubmitActions } from "./Modal.tsx";
import { ProblemNotice } from "./ProblemNotice.tsx";
import { TypedConfirmation } from "./TypedConfirmation.tsx";

interface StoreNameFormProps {
  id: string;
  name: string;
  /** What will be lost. */
  children: ReactNode;
  /** Asked for below the name. */
  more?: ReactNode;
  action: string;
  icon: ReactNode;
  mutation: { readonly isPending: boolean; readonly error: Error | null };
  onConfirmed: () => void;
}

/** The inside of a modal for what can't be taken back: only who types the store's name may do it. */
export function StoreNameForm({ id, name, children, more, action, icon, mutation, onConfirmed }: StoreNameFormProps) {
  const [typed, setTyped] = useState("");
  const matches = typed === name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (matches) onConfirmed();
  };
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col">
      <ModalBody className="flex flex-col gap-4">
        {children}
        <TypedConfirmation
          id={id}
          label="Type the store's name to confirm"
          hint={
            <>
              The name is <span className="font-mono text-xs font-medium text-ink">{name}</span>
            </>
          }
          value={typed}
          onChange={setTyped}
        />
        {more}
        {mutation.error !== null && <ProblemNotice failure={mutation.error} />}
      </ModalBody>
      <SubmitActions tone="danger" disabled={!matches} busy={mutation.isPending} icon={icon}>
        {action}
      </SubmitActions>
    </form>
  );
}
