import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { startTransition, useEffect, useRef, useState } from "react";
import type { Store } from "../api/types.ts";
import { classNames } from "../ui/classNames.ts";
import { STORE_COLUMNS, StoreRow, StoreRowSkeleton } from "./StoreRow.tsx";
import type { Selection } from "./useSelection.ts";

/** A first guess of a row's height in pixels; each is measured once it is drawn. */
const ROW_HEIGHT = 67;
/** Rows drawn beyond both edges of the screen, so that scrolling meets no white. */
const OVERSCAN = 8;
/** A first guess of the pixels above the table; less than there are, so that no row in sight is missing at first. */
const ABOVE = 240;

interface StoreTableProps {
  stores: readonly Store[];
  /** How many match, loaded or not. */
  total: number;
  /** Left out for those who may change nothing. */
  selection: Selection | undefined;
  /** Called when the rows in sight aren't all loaded. */
  onMissing: () => void;
}

/** All stores that match, of which only those in sight are drawn. The page scrolls, not the table. */
export function StoreTable({ stores, total, selection, onMissing }: StoreTableProps) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(ABOVE);
  // The rows beyond the screen's edge come once those in sight have been seen.
  const [overscan, setOverscan] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count: Math.max(total, stores.length),
    estimateSize: () => ROW_HEIGHT,
    overscan,
    // Else the first drawing has no rows, and the one that has can't be sliced.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    scrollMargin: top,
    getItemKey: (index) => stores[index]?.name ?? index,
  });
  const rows = virtualizer.getVirtualItems();
  const missing = (rows.at(-1)?.index ?? -1) >= stores.length;

  // What is above the table can grow and shrink: notices come and go.
  useEffect(() => {
    const measure = () => setTop(offsetOf(list.current));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  useEffect(() => startTransition(() => setOverscan(OVERSCAN)), []);
  useEffect(() => {
    if (missing) onMissing();
  }, [missing, onMissing]);

  return (
    <>
      <TableHead stores={stores} selection={selection} />
      <ul ref={list} aria-label="Stores" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const store = stores[row.index];
          return (
            <li
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              aria-setsize={total}
              aria-posinset={row.index + 1}
              className="absolute inset-x-0 top-0 border-b last:border-b-0"
              style={{ transform: `translateY(${row.start - top}px)` }}
            >
              {store === undefined ? (
                <StoreRowSkeleton />
              ) : (
                <StoreRow
                  store={store}
                  selected={selection?.names.has(store.name) === true}
                  onToggle={selection?.toggle}
                />
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function offsetOf(element: HTMLElement | null): number {
  return element === null ? 0 : Math.round(element.getBoundingClientRect().top + window.scrollY);
}

function TableHead({ stores, selection }: Pick<StoreTableProps, "stores" | "selection">) {
  const all = stores.length > 0 && stores.every(({ name }) => selection?.names.has(name) === true);
  const some = !all && (selection?.names.size ?? 0) > 0;
  return (
    <div className="hidden items-center gap-3 rounded-t-lg border-b bg-sunken px-4 py-2 text-xs font-medium text-muted md:flex">
      {selection !== undefined && (
        <input
          type="checkbox"
          aria-label="Select all stores that are loaded"
          checked={all}
          ref={(box) => {
            if (box !== null) box.indeterminate = some;
          }}
          onChange={() => selection.toggleAll(stores.map(({ name }) => name))}
          className="size-4 shrink-0 accent-accent-mark"
        />
      )}
      <div className={classNames(STORE_COLUMNS, "flex-1")}>
        <span>Store</span>
        <span>Status</span>
        <span>Owner</span>
        <span>Engine</span>
        <span>Last change</span>
      </div>
    </div>
  );
}
