import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import { may, type User } from "../identity/access.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";

const ConfirmDeletionsDialog = lazy(async () => ({
  default: (await import("./ConfirmDeletionsDialog.tsx")).ConfirmDeletionsDialog,
}));

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
      <Suspense>{asking && <ConfirmDeletionsDialog names={names} onClose={() => setAsking(false)} />}</Suspense>
    </>
  );
}
