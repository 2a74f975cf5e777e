import { classNames } from "./classNames.ts";

/** A place where something is about to be. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames("animate-pulse rounded-sm bg-hover", className)} />;
}

const ROW_WIDTHS = ["w-40", "w-56", "w-32", "w-48", "w-44", "w-36"];

/** Rows of a list that is being loaded. */
export function SkeletonRows({ rows = 5, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="divide-y">
      {ROW_WIDTHS.slice(0, rows).map((width) => (
        <div key={width} className="flex items-center gap-4 px-4 py-4">
          <Skeleton className={classNames("h-4", width)} />
          <Skeleton className="ml-auto h-4 w-20" />
        </div>
      ))}
    </div>
  );
}

/** A page that is being loaded: its heading, its bar, its list. */
export function PageSkeleton() {
  return (
    <div className="flex flex-col gap-5">
      <Skeleton className="h-9 w-48" />
      <Skeleton className="h-9 w-full max-w-md" />
      <div className="rounded-lg border bg-surface">
        <SkeletonRows label="Loading the page" />
      </div>
    </div>
  );
}
