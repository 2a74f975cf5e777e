import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useParams } from "react-router";
import type { CommitDiff } from "../api/types.ts";
import { may } from "../identity/access.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { whoChanged } from "../stores/lastChange.ts";
import { BackLink } from "../ui/BackLink.tsx";
import { Button } from "../ui/Button.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { PageSkeleton } from "../ui/Skeleton.tsx";
import { DiffView } from "./DiffView.tsx";
import { UndoDialog } from "./UndoDialog.tsx";
import { useCommitDiff } from "./useCommitDiff.ts";

/** One commit: who, when, why, what it changed, and its undo. */
export function ChangePage() {
  const { commit = "" } = useParams();
  const diff = useCommitDiff(commit, undefined, true);
  return (
    <>
      <BackLink to="/changes">All changes</BackLink>
      <Loaded query={diff} label="Loading the change" skeleton={<PageSkeleton />}>
        {(data) => <ChangeView diff={data} />}
      </Loaded>
    </>
  );
}

function ChangeView({ diff: { commit, files } }: { diff: CommitDiff }) {
  const user = usePlatform().data?.user;
  const [undoing, setUndoing] = useState(false);
  return (
    <>
      <PageHeader
        title={commit.subject}
        description={
          <>
            {whoChanged(commit)} · <RelativeTime at={commit.committedAt} />
            {commit.reason !== undefined && ` · “${commit.reason}”`}
          </>
        }
        actions={
          may(user, "changes.undo") && (
            <Button icon={<Undo2 aria-hidden className="size-4" />} onClick={() => setUndoing(true)}>
              Undo this change
            </Button>
          )
        }
      />
      <div className="flex items-center gap-1 text-sm text-muted">
        <code className="font-mono text-xs break-all">{commit.id}</code>
        <CopyButton text={commit.id} label="Copy the commit's id" />
      </div>
      <DiffView files={files} />
      {undoing && <UndoDialog commit={commit} open onOpenChange={setUndoing} />}
    </>
  );
}
