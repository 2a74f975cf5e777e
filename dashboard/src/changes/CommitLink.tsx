import { GitCommitHorizontal } from "lucide-react";
import { Link } from "react-router";
import { classNames } from "../ui/classNames.ts";
import { shortId } from "../ui/shortId.ts";

/** A commit's short id, which leads to what it changed. */
export function CommitLink({ id, className }: { id: string; className?: string }) {
  return (
    <Link
      to={`/changes/${id}`}
      title="See what this commit changed"
      className={classNames(
        "inline-flex items-center gap-1 rounded-sm font-mono text-xs text-accent hover:underline",
        className,
      )}
    >
      <GitCommitHorizontal aria-hidden className="size-3.5" />
      {shortId(id)}
    </Link>
  );
}
