import { ExternalLink } from "lucide-react";
import { memo } from "react";
import { Link } from "react-router";
import type { Store } from "../api/types.ts";
import { classNames } from "../ui/classNames.ts";
import { ProgressBar } from "../ui/ProgressBar.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { whoChanged } from "./lastChange.ts";
import { PHASES, whyNotOpen } from "./phases.ts";
import { StatusChip } from "./StatusChip.tsx";

/** The columns, the same for every row and for the heads above them. */
export const STORE_COLUMNS =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 md:grid-cols-[minmax(0,2fr)_9rem_minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,2fr)_2rem]";

interface StoreRowProps {
  store: Store;
  selected: boolean;
  /** Left out for those who may change nothing. */
  onToggle: ((name: string) => void) | undefined;
}

/** One store: a row on a wide screen, a card on a narrow one. Drawn anew only when something about it is new. */
export const StoreRow = memo(function StoreRow({ store, selected, onToggle }: StoreRowProps) {
  const shut = whyNotOpen(store);
  return (
    <div
      data-testid={`store-row-${store.name}`}
      className={classNames(
        "group relative flex items-center gap-3 px-4 py-3 transition-colors",
        selected ? "bg-accent-soft" : "hover:bg-sunken",
      )}
    >
      {onToggle !== undefined && (
        <input
          type="checkbox"
          aria-label={`Select ${store.name}`}
          checked={selected}
          onChange={() => onToggle(store.name)}
          className="relative z-10 size-4 shrink-0 accent-accent-mark"
        />
      )}
      <div className={classNames(STORE_COLUMNS, "min-w-0 flex-1 items-center gap-y-1")}>
        <div className="min-w-0">
          <Link
            to={`/stores/${store.name}`}
            className="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {store.name}
          </Link>
          <div className="truncate text-sm text-muted">{store.displayName || store.owner}</div>
        </div>
        <StatusCell store={store} />
        <div className="hidden min-w-0 truncate text-sm text-muted md:block" title={store.owner}>
          {store.owner}
        </div>
        <div className="hidden min-w-0 md:block">
          <div className="truncate text-sm">{store.engine}</div>
          <div className="text-sm text-muted tabular-nums">{store.chartVersion}</div>
        </div>
        <WhatHappened store={store} />
        <div className="hidden md:block">
          {shut === undefined && (
            <a
              href={store.links.shop}
              target="_blank"
              rel="noreferrer"
              aria-label={`Open the shop of ${store.name}`}
              title="Open shop"
              className="relative inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <ExternalLink aria-hidden className="size-4" />
            </a>
          )}
        </div>
      </div>
    </div>
  );
});

function StatusCell({ store }: { store: Store }) {
  const { phase, progress } = store.status;
  const moving = PHASES[phase].tone === "moving" && progress.total > 0;
  return (
    <div className="flex flex-col items-end gap-1.5 md:items-start">
      <StatusChip phase={phase} />
      {moving && (
        <div className="flex w-full items-center gap-2 pl-2.5 text-xs text-muted tabular-nums">
          <ProgressBar
            className="h-1 w-12"
            label={`Resources of ${store.name} healthy`}
            value={progress.healthy}
            total={progress.total}
          />
          {progress.healthy}/{progress.total}
        </div>
      )}
    </div>
  );
}

/** The last change, and what is the matter where something is. */
function WhatHappened({ store }: { store: Store }) {
  const { phase, reason } = store.status;
  const { tone } = PHASES[phase];
  const troubled = tone === "bad" || tone === "warn";
  const { lastCommit } = store;
  return (
    <div className="col-span-2 min-w-0 text-sm text-muted md:col-span-1">
      {lastCommit === undefined ? (
        <span className="block truncate">No change seen yet</span>
      ) : (
        <span className="block truncate">
          <span className="md:text-ink">
            <RelativeTime at={lastCommit.committedAt} />
          </span>{" "}
          by {whoChanged(lastCommit)}
        </span>
      )}
      {troubled ? (
        <span className={classNames("block truncate", tone === "bad" ? "text-bad" : "text-warn")} title={reason}>
          {reason}
        </span>
      ) : (
        lastCommit !== undefined && <span className="hidden truncate md:block">{lastCommit.subject}</span>
      )}
    </div>
  );
}

/** Where a store will stand that isn't loaded yet: as high as its row, so that nothing moves when that comes. */
export function StoreRowSkeleton() {
  return (
    <div className="flex h-16.5 items-center gap-4 px-4">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="ml-auto h-4 w-24" />
    </div>
  );
}
