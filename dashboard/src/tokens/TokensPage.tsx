import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ProblemError } from "../api/ProblemError.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { Token } from "../api/types.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { CancelButton, Modal, ModalActions, ModalBody } from "../ui/Modal.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { CreateTokenDialog } from "./CreateTokenDialog.tsx";

/** API tokens, for CI and other programs. */
export function TokensPage() {
  const [creating, setCreating] = useState(false);
  const tokens = useQuery({
    queryKey: queryKeys.tokens,
    queryFn: ({ signal }) => unwrap(api.GET("/api/tokens", { signal })),
    select: (answer) => answer.items,
  });
  const create = (
    <Button tone="solid" icon={<Plus aria-hidden className="size-4" />} onClick={() => setCreating(true)}>
      New token
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API tokens"
        description="For CI and other programs. Each acts as whoever made it."
        actions={create}
      />
      <Card className="overflow-hidden">
        <Loaded
          query={tokens}
          label="Loading the tokens"
          isEmpty={(data) => data.length === 0}
          empty={
            <EmptyState icon={<KeyRound aria-hidden className="size-5" />} title="No tokens yet">
              A program that creates or changes stores needs one. Send it as <code>Authorization: Bearer …</code>.
            </EmptyState>
          }
        >
          {(data) => (
            <ul aria-label="Tokens" className="divide-y">
              {data.map((token) => (
                <TokenLine key={token.id} token={token} />
              ))}
            </ul>
          )}
        </Loaded>
      </Card>
      {creating && <CreateTokenDialog onClose={() => setCreating(false)} />}
    </>
  );
}

function TokenLine({ token }: { token: Token }) {
  const [removing, setRemoving] = useState(false);
  const expired = token.expiresAt !== undefined && Date.parse(token.expiresAt) < Date.now();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <div className="font-medium">{token.name}</div>
        <div className="text-sm text-muted">
          <code className="font-mono text-xs">{token.prefix}…</code> · {token.owner}
        </div>
      </div>
      <span className="rounded-full bg-hover px-2.5 py-0.5 text-xs font-medium text-muted capitalize">
        {token.role}
      </span>
      <div className="text-sm text-muted sm:w-56 sm:text-right">
        <div>
          {token.lastUsedAt === undefined ? (
            "Never used"
          ) : (
            <>
              Used <RelativeTime at={token.lastUsedAt} />
            </>
          )}
        </div>
        <div className={expired ? "text-bad" : undefined}>
          {token.expiresAt === undefined ? (
            "Never expires"
          ) : (
            <>
              {expired ? "Expired" : "Expires"} <RelativeTime at={token.expiresAt} />
            </>
          )}
        </div>
      </div>
      <IconButton label={`Revoke ${token.name}`} className="max-sm:ml-auto" onClick={() => setRemoving(true)}>
        <Trash2 aria-hidden className="size-4" />
      </IconButton>
      {removing && <RevokeDialog token={token} onClose={() => setRemoving(false)} />}
    </li>
  );
}

function RevokeDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: async () => {
      const { response, error } = await api.DELETE("/api/tokens/{id}", { params: { path: { id: token.id } } });
      if (!response.ok)
        throw new ProblemError(
          error ?? { type: "about:blank", title: "It could not be revoked", status: response.status },
        );
    },
    onSuccess: () => {
      onClose();
      void client.invalidateQueries({ queryKey: queryKeys.tokens });
    },
  });
  return (
    <Modal
      open
      onOpenChange={onClose}
      title={`Revoke “${token.name}”?`}
      description="Programs that use it are refused from then on. It can't be brought back."
    >
      {revoke.isError && (
        <ModalBody>
          <ProblemNotice failure={revoke.error} />
        </ModalBody>
      )}
      <ModalActions>
        <CancelButton />
        <Button tone="danger" busy={revoke.isPending} onClick={() => revoke.mutate()}>
          Revoke
        </Button>
      </ModalActions>
    </Modal>
  );
}
