import { ExternalLink } from "lucide-react";
import { Link } from "react-router";
import type { Store } from "../api/types.ts";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { whoChanged } from "./lastChange.ts";
import { whyNotOpen } from "./phases.ts";
import { StatusChip } from "./StatusChip.tsx";

/** Stores in rows on a wide screen, in cards on a narrow one. */
export function StoreTable({ stores }: { stores: readonly Store[] }) {
  return (
    <ul aria-label="Stores" className="divide-y">
      {stores.map((store) => (
        <StoreRow key={store.name} store={store} />
      ))}
    </ul>
  );
}

function StoreRow({ store }: { store: Store }) {
  const shut = whyNotOpen(store);
  const { healthy, total } = store.status.progress;
  const moving = store.status.phase === "Provisioning" || store.status.phase === "Updating";
  return (
    <li
      data-testid={`store-row-${store.name}`}
      className="group relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 transition-colors [contain-intrinsic-size:auto_64px] [content-visibility:auto] hover:bg-sunken md:grid-cols-[minmax(0,2.2fr)_9.5rem_minmax(0,1fr)_minmax(0,1.7fr)_2rem]"
    >
      <div className="min-w-0">
        <Link
          to={`/stores/${store.name}`}
          className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {store.name}
        </Link>
        <div className="truncate text-sm text-muted">
          {store.displayName !== store.name && store.displayName !== "" ? store.displayName : store.owner}
        </div>
      </div>
      <div className="flex flex-col items-end md:items-start">
        <StatusChip phase={store.status.phase} />
        {moving && total > 0 && (
          <span className="mt-0.5 px-2.5 text-xs text-muted tabular-nums">
            {healthy} of {total}
          </span>
        )}
      </div>
      <div className="hidden min-w-0 md:block">
        <div className="truncate">{store.engine}</div>
        <div className="text-sm text-muted tabular-nums">{store.chartVersion}</div>
      </div>
      <div className="col-span-2 min-w-0 text-sm text-muted md:col-span-1">
        {store.lastCommit === undefined ? (
          <span className="hidden md:inline">No change seen yet</span>
        ) : (
          <>
            <span className="block truncate md:text-ink">
              <RelativeTime at={store.lastCommit.committedAt} />
              <span className="text-muted"> by {whoChanged(store.lastCommit)}</span>
            </span>
            <span className="hidden truncate md:block">{store.lastCommit.subject}</span>
          </>
        )}
      </div>
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
    </li>
  );
}
