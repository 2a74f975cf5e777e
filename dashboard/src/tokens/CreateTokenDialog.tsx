import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { Role } from "../identity/access.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { Button } from "../ui/Button.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Field, TextInput } from "../ui/Field.tsx";
import { Modal, ModalActions, ModalBody, SubmitActions } from "../ui/Modal.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { Segments } from "../ui/Segments.tsx";

/** Roles that are within one's own; the API refuses others. */
const WITHIN: Record<Role, readonly Role[]> = {
  admin: ["admin", "owner", "viewer"],
  owner: ["owner"],
  viewer: ["viewer"],
};

const SPANS = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "never", label: "Never" },
] as const;

const DAY_MS = 86_400_000;

/** Makes a token and shows it, this once. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const own = usePlatform().data?.user?.role ?? "viewer";
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>(own === "admin" ? "owner" : own);
  const [span, setSpan] = useState<(typeof SPANS)[number]["value"]>("90");
  const create = useMutation({
    mutationFn: () => {
      const expiresAt =
        span === "never" ? {} : { expiresAt: new Date(Date.now() + Number(span) * DAY_MS).toISOString() };
      return unwrap(api.POST("/api/tokens", { body: { name: name.trim(), role, ...expiresAt } }));
    },
    // The token itself is in the answer only: nothing keeps it once this is closed.
    gcTime: 0,
    onSuccess: () => void client.invalidateQueries({ queryKey: queryKeys.tokens }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") create.mutate();
  };
  if (create.data !== undefined)
    return <ShownOnce name={create.data.name} token={create.data.token} onClose={onClose} />;
  return (
    <Modal open onOpenChange={onClose} title="New API token">
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <ModalBody className="flex flex-col gap-4">
          <Field id="token-name" label="Name" hint="What it is for.">
            <TextInput
              id="token-name"
              value={name}
              placeholder="deploy pipeline"
              maxLength={100}
              required
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <div className="flex flex-col gap-1.5">
            <span className="text-sm font-medium">Role</span>
            <Segments
              label="Role"
              options={WITHIN[own].map((value) => ({ value, label: value }))}
              value={role}
              onChange={setRole}
            />
          </div>
          <div className="flex flex-col gap-1.5">
            <span className="text-sm font-medium">Expires after</span>
            <Segments label="Expires after" options={SPANS} value={span} onChange={setSpan} />
          </div>
          {create.isError && <ProblemNotice failure={create.error} />}
        </ModalBody>
        <SubmitActions busy={create.isPending} disabled={name.trim() === ""}>
          Create token
        </SubmitActions>
      </form>
    </Modal>
  );
}

function ShownOnce({ name, token, onClose }: { name: string; token: string; onClose: () => void }) {
  return (
    <Modal
      open
      onOpenChange={onClose}
      title={`Token “${name}”`}
      description="Copy it now: it is shown this once and never again."
    >
      <ModalBody>
        <div className="flex items-center gap-2 rounded-md border bg-sunken px-3 py-2">
          <code data-testid="new-token" className="min-w-0 flex-1 font-mono text-sm break-all">
            {token}
          </code>
          <CopyButton text={token} label="Copy the token" />
        </div>
      </ModalBody>
      <ModalActions>
        <Button tone="solid" onClick={onClose}>
          I have copied it
        </Button>
      </ModalActions>
    </Modal>
  );
}
