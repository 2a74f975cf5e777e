import type { Store } from "../api/types.ts";
import { may, type User } from "../identity/access.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { useConfirmDeletions } from "./useConfirmDeletions.ts";

interface PendingDeletionsProps {
  stores: readonly Store[];
  user: User | undefined;
}

/** Deletions that are too many to go by themselves: an admin says yes, or somebody restores the files. */
export function PendingDeletions({ stores, user }: PendingDeletionsProps) {
  const confirm = useConfirmDeletions();
  const names = stores.filter((store) => store.deletion?.needsConfirmation === true).map((store) => store.name);
  if (names.length === 0) return null;
  return (
    <>
      <Notice
        tone="warn"
        title={`${names.length} ${names.length === 1 ? "deletion waits" : "deletions wait"} for an admin`}
        actions={
          may(user, "deletions.confirm") && (
            <Button size="sm" tone="danger" busy={confirm.isPending} onClick={() => confirm.mutate(names)}>
              Delete {names.length === 1 ? "it" : `all ${names.length}`}
            </Button>
          )
        }
      >
        So many files vanished at once that it may be a mistake: {names.slice(0, 5).join(", ")}
        {names.length > 5 && ` and ${names.length - 5} more`}. The stores run on until this is confirmed; open one to
        restore it.
      </Notice>
      {confirm.isError && <ProblemNotice failure={confirm.error} />}
    </>
  );
}
