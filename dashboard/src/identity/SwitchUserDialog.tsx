import { type FormEvent, useState } from "react";
import { Button } from "../ui/Button.tsx";
import { Field, TextInput } from "../ui/Field.tsx";
import { Modal, ModalActions, ModalBody } from "../ui/Modal.tsx";
import { Segments } from "../ui/Segments.tsx";
import type { Role, User } from "./access.ts";
import { chooseDevelopmentUser } from "./developmentUser.ts";

const ROLES: readonly { value: Role; label: string; meaning: string }[] = [
  { value: "admin", label: "Admin", meaning: "May do everything, for all stores." },
  { value: "owner", label: "Owner", meaning: "Sees and changes only their own stores." },
  { value: "viewer", label: "Viewer", meaning: "Sees all stores and changes nothing." },
];

/** Development mode: be somebody else, to see what they see. */
export function SwitchUserDialog({ current, onClose }: { current: User; onClose: () => void }) {
  const [id, setId] = useState(current.id);
  const [role, setRole] = useState(current.role);
  const become = (user: User | undefined) => {
    chooseDevelopmentUser(user);
    // Nothing of what the other one saw may stay in memory.
    window.location.assign("/");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (id.trim() !== "") become({ id: id.trim(), role });
  };
  return (
    <Modal
      open
      onOpenChange={onClose}
      title="Be somebody else"
      description="In development mode the platform believes whoever you say you are."
    >
      <form onSubmit={submit}>
        <ModalBody className="flex flex-col gap-4">
          <Field id="switch-id" label="E-mail address">
            <TextInput
              id="switch-id"
              type="email"
              required
              autoComplete="off"
              value={id}
              onChange={(event) => setId(event.target.value)}
            />
          </Field>
          <div className="flex flex-col gap-1.5">
            <span className="text-sm font-medium">Role</span>
            <Segments label="Role" options={ROLES} value={role} onChange={setRole} />
            <p className="text-sm text-muted">{ROLES.find(({ value }) => value === role)?.meaning}</p>
          </div>
        </ModalBody>
        <ModalActions>
          <Button tone="quiet" className="mr-auto" onClick={() => become(undefined)}>
            Back to the usual one
          </Button>
          <Button type="submit" tone="solid">
            Go on as this user
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}
