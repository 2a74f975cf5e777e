import {
  BadgeCheck,
  ChevronRight,
  CircleMinus,
  CirclePlus,
  GitCommitHorizontal,
  Pencil,
  ShieldCheck,
  Undo2,
} from "lucide-react";
import { useState } from "react";
import type { Commit } from "../api/types.ts";
import { may } from "../identity/access.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { whoChanged } from "../stores/lastChange.ts";
import { Button } from "../ui/Button.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { classNames } from "../ui/classNames.ts";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { shortId } from "../ui/shortId.ts";
import { Tooltip } from "../ui/Tooltip.tsx";
import { CommitLink } from "./CommitLink.tsx";
import { DiffView } from "./DiffView.tsx";
import { RestoreDialog } from "./RestoreDialog.tsx";
import { UndoDialog } from "./UndoDialog.tsx";
import { useCommitDiff } from "./useCommitDiff.ts";

interface CommitTimelineProps {
  commits: readonly Commit[];
  /** Limits diffs and undo to this store's file. */
  storeName?: string;
}

/** Commits, newest first, each with who, when, why, its diff and its undo. */
export function CommitTimeline({ commits, storeName }: CommitTimelineProps) {
  return (
    <ol aria-label="Changes" className="divide-y">
      {commits.map((commit, index) => (
        <CommitEntry
          key={commit.id}
          commit={commit}
          newest={index === 0}
          {...(storeName === undefined ? {} : { storeName })}
        />
      ))}
    </ol>
  );
}

const MARKS = {
  create: { Icon: CirclePlus, className: "text-good" },
  update: { Icon: Pencil, className: "text-accent" },
  delete: { Icon: CircleMinus, className: "text-bad" },
  revert: { Icon: Undo2, className: "text-warn" },
  "confirm-deletions": { Icon: ShieldCheck, className: "text-bad" },
  pushed: { Icon: GitCommitHorizontal, className: "text-muted" },
};

function CommitEntry({ commit, storeName, newest }: { commit: Commit; storeName?: string; newest: boolean }) {
  const [expanded, setExpanded] = useState(false);
  const [undoing, setUndoing] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const user = usePlatform().data?.user;
  const mayUndo = may(user, storeName === undefined ? "changes.undo" : "store.change");
  const { Icon, className } = MARKS[commit.operation ?? "pushed"];
  return (
    <li data-testid={`commit-${commit.id}`}>
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
        <Icon aria-hidden className={classNames("mt-1 size-4 shrink-0", className)} />
        <div className="min-w-0 flex-1 basis-56">
          <div className="flex items-center gap-1.5">
            <button
              type="button"
              aria-expanded={expanded}
              onClick={() => setExpanded(!expanded)}
              className="min-w-0 rounded-sm text-left font-medium hover:underline"
            >
              {commit.subject}
            </button>
            {commit.verified && (
              <Tooltip text="Signed by the control API: who and why are its word">
                <button type="button" aria-label="Verified" className="shrink-0 rounded-full text-good">
                  <BadgeCheck aria-hidden className="size-4" />
                </button>
              </Tooltip>
            )}
          </div>
          <div className="text-sm text-muted">
            {whoChanged(commit)} · <RelativeTime at={commit.committedAt} />
          </div>
          {commit.reason !== undefined && <p className="mt-1 text-sm">“{commit.reason}”</p>}
        </div>
        <div className="ml-7 flex flex-wrap items-center gap-1 sm:ml-0">
          {storeName === undefined || may(user, "changes.read") ? (
            <CommitLink id={commit.id} />
          ) : (
            <code className="font-mono text-xs text-muted">{shortId(commit.id)}</code>
          )}
          <span className="max-sm:hidden">
            <CopyButton text={commit.id} label="Copy the commit's id" />
          </span>
          <Button
            size="sm"
            tone="quiet"
            aria-expanded={expanded}
            onClick={() => setExpanded(!expanded)}
            icon={
              <ChevronRight
                aria-hidden
                className={classNames("size-4 transition-transform", expanded && "rotate-90")}
              />
            }
          >
            Diff
          </Button>
          {mayUndo && storeName !== undefined && !newest && (
            <Button size="sm" tone="quiet" className="max-sm:px-1.5" onClick={() => setRestoring(true)}>
              Go back to here
            </Button>
          )}
          {mayUndo && (
            <Button size="sm" onClick={() => setUndoing(true)}>
              Undo this change
            </Button>
          )}
        </div>
      </div>
      {expanded && (
        <div className="px-4 pb-4 sm:pl-11">
          <CommitDetails commit={commit} storeName={storeName} />
        </div>
      )}
      {restoring && storeName !== undefined && (
        <RestoreDialog commit={commit} storeName={storeName} onClose={() => setRestoring(false)} />
      )}
      {undoing && (
        <UndoDialog
          commit={commit}
          open
          onOpenChange={setUndoing}
          {...(storeName === undefined ? {} : { storeName })}
        />
      )}
    </li>
  );
}

function CommitDetails({ commit, storeName }: { commit: Commit; storeName: string | undefined }) {
  const diff = useCommitDiff(commit.id, storeName, true);
  if (diff.isError) return <ProblemNotice failure={diff.error} onRetry={() => void diff.refetch()} />;
  if (diff.isPending) return <Skeleton className="h-24" />;
  return <DiffView files={diff.data.files} />;
}
