import { Plus, Search, Store as StoreIcon } from "lucide-react";
import { lazy, Suspense, useCallback, useDeferredValue, useMemo } from "react";
import { Link } from "react-router";
import { BulkBar } from "../bulk/BulkBar.tsx";
import { may } from "../identity/access.ts";
import { ConnectionNotices } from "../platform/ConnectionNotices.tsx";
import { SimulatedNotice } from "../platform/SimulatedNotice.tsx";
import { usePlatform } from "../platform/usePlatform.ts";
import { Button, buttonClasses } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { SkeletonRows } from "../ui/Skeleton.tsx";
import { PendingDeletions } from "./PendingDeletions.tsx";
import { PhaseFilter } from "./PhaseFilter.tsx";
import { StoreFilterBar } from "./StoreFilterBar.tsx";
import { StoreTable } from "./StoreTable.tsx";
import { useSelection } from "./useSelection.ts";
import { useStoreFilters } from "./useStoreFilters.ts";
import { useStoreList } from "./useStoreList.ts";

// What is shown on a bad day only needn't come with the first load.
const StartupPanel = lazy(async () => ({ default: (await import("../platform/StartupPanel.tsx")).StartupPanel }));
const BlockedFiles = lazy(async () => ({ default: (await import("./BlockedFiles.tsx")).BlockedFiles }));

/** All stores, with what stands in anybody's way above them. */
export function StoresPage() {
  const [filters, setFilters] = useStoreFilters();
  const selection = useSelection();
  const platform = usePlatform().data;
  const list = useStoreList(filters);

  // Drawn in slices: a page of stores would block the browser for as long as it takes to draw.
  const pages = useDeferredValue(list.data?.pages);
  const stores = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const owners = useMemo(() => [...new Set(stores.map(({ owner }) => owner))], [stores]);
  const chosen = useMemo(() => stores.filter(({ name }) => selection.names.has(name)), [stores, selection.names]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const first = pages?.[0];
  const narrowed = filters.search ?? filters.status ?? filters.engine ?? filters.owner;
  const total = first?.total ?? 0;
  const mayChange = may(platform?.user, "store.change");
  const showAll = () => setFilters({ search: undefined, status: undefined, engine: undefined, owner: undefined });

  return (
    <>
      <PageHeader
        title="Stores"
        description={
          first === undefined ? "Every store is a file in Git." : describeTotal(total, narrowed !== undefined)
        }
        actions={mayChange && <NewStoreLink />}
      />
      <Suspense>
        {platform !== undefined && platform.startup.length > 0 && <StartupPanel parts={platform.startup} />}
        {(first?.blocked.length ?? 0) > 0 && <BlockedFiles files={first?.blocked ?? []} />}
      </Suspense>
      {platform !== undefined && <ConnectionNotices platform={platform} />}
      {platform?.simulated === true && <SimulatedNotice />}
      <PendingDeletions user={platform?.user} some={(first?.counts.Deleting ?? 0) > 0} />
      <div className="flex flex-col gap-3">
        <StoreFilterBar filters={filters} owners={owners} onChange={setFilters} />
        {first !== undefined && (
          <PhaseFilter counts={first.counts} value={filters.status} onChange={(status) => setFilters({ status })} />
        )}
      </div>
      {list.isError && <ProblemNotice failure={list.error} onRetry={() => void list.refetch()} />}
      {first === undefined && !list.isError && (
        <Card>
          <SkeletonRows label="Loading the stores" />
        </Card>
      )}
      {first !== undefined && (
        <Card>
          {stores.length > 0 ? (
            <StoreTable
              stores={stores}
              total={total}
              selection={mayChange ? selection : undefined}
              onMissing={loadMore}
            />
          ) : narrowed === undefined ? (
            <NoStores mayCreate={mayChange} />
          ) : (
            <EmptyState
              icon={<Search aria-hidden className="size-5" />}
              title="No store matches"
              action={<Button onClick={showAll}>Show all stores</Button>}
            >
              Try another word, or take the filters away.
            </EmptyState>
          )}
        </Card>
      )}
      <BulkBar selection={selection} stores={chosen} />
    </>
  );
}

function NewStoreLink() {
  return (
    <Link to="/new" className={buttonClasses("solid")}>
      <Plus aria-hidden className="size-4" />
      New store
    </Link>
  );
}

function NoStores({ mayCreate }: { mayCreate: boolean }) {
  return (
    <EmptyState
      icon={<StoreIcon aria-hidden className="size-5" />}
      title="No stores yet"
      action={
        <div className="flex flex-col items-center gap-3">
          {mayCreate && <NewStoreLink />}
          <p className="text-sm text-muted">
            Or push a file <code className="font-mono text-xs text-ink">stores/m/my-shop.yaml</code>: the same happens.
          </p>
        </div>
      }
    >
      Create the first one: it takes a name and a click. It becomes a file in Git, and is open for business soon after.
    </EmptyState>
  );
}

function describeTotal(total: number, filtered: boolean): string {
  const count = `${total.toLocaleString("en")} ${total === 1 ? "store" : "stores"}`;
  return filtered ? `${count} ${total === 1 ? "matches" : "match"}` : count;
}
