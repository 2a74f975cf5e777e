import { GitPullRequestArrow } from "lucide-react";
import type { StoreDetail } from "../api/types.ts";
import { buttonClasses } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";

/** Changes that wait for somebody to merge them. */
export function PendingChangesNotice({ store }: { store: StoreDetail }) {
  return (store.pendingChanges ?? []).map((pull) => (
    <Notice
      key={pull.number}
      title={`Awaiting merge: ${pull.title}`}
      actions={
        <a href={pull.url} target="_blank" rel="noreferrer" className={buttonClasses("outline", "sm")}>
          <GitPullRequestArrow aria-hidden className="size-3.5" /> Pull request #{pull.number}
        </a>
      }
    >
      Opened <RelativeTime at={pull.openedAt} />
      {pull.actor !== undefined && ` by ${pull.actor}`}. Nothing changes until it is merged
      {pull.autoMerge && ", which happens by itself once its checks have passed"}.
    </Notice>
  ));
}
