import { Plus, Search, Store } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { ConnectionNotices } from "../platform/ConnectionNotices.tsx";
import { SimulatedNotice } from "../platform/SimulatedNotice.tsx";
import { StartupPanel } from "../platform/StartupPanel.tsx";
import { usePlatform } from "../platform/usePlatform.ts";
import { Button } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { SkeletonRows } from "../ui/Skeleton.tsx";
import { BlockedFiles } from "./BlockedFiles.tsx";
import { PendingDeletions } from "./PendingDeletions.tsx";
import { StoreFilterBar } from "./StoreFilterBar.tsx";
import { StoreTable } from "./StoreTable.tsx";
import { useStoreFilters } from "./useStoreFilters.ts";
import { useStoreList } from "./useStoreList.ts";

const loadCreateDialog = () => import("../create-store/CreateStoreDialog.tsx");
const CreateStoreDialog = lazy(async () => ({ default: (await loadCreateDialog()).CreateStoreDialog }));

/** All stores, with what stands in anybody's way above them. */
export function StoresPage() {
  const [filters, setFilters] = useStoreFilters();
  const [creating, setCreating] = useState(false);
  const platform = usePlatform().data;
  const list = useStoreList(filters);

  const stores = list.data?.pages.flatMap((page) => page.items) ?? [];
  const first = list.data?.pages[0];
  const filtered = Object.keys(filters).length > 0;
  const total = first?.total;
  const newStore = (
    <Button
      tone="solid"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setCreating(true)}
      onPointerEnter={() => void loadCreateDialog()}
    >
      New store
    </Button>
  );

  return (
    <>
      <PageHeader
        title="Stores"
        description={total === undefined ? "Every store is a file in Git." : describeTotal(total, filtered)}
        actions={newStore}
      />
      {platform !== undefined && <StartupPanel parts={platform.startup} />}
      {platform !== undefined && <ConnectionNotices platform={platform} />}
      {platform?.simulated === true && <SimulatedNotice />}
      <BlockedFiles files={first?.blocked ?? []} />
      <PendingDeletions stores={stores} role={platform?.user?.role} />
      <StoreFilterBar filters={filters} onChange={setFilters} />
      {list.isError && <ProblemNotice failure={list.error} onRetry={() => void list.refetch()} />}
      {(list.isPending || stores.length > 0 || !list.isError) && (
        <Card className="overflow-hidden">
          {list.isPending ? (
            <SkeletonRows label="Loading the stores" />
          ) : stores.length > 0 ? (
            <StoreTable stores={stores} />
          ) : filtered ? (
            <EmptyState
              icon={<Search aria-hidden className="size-5" />}
              title="No store matches"
              action={
                <Button onClick={() => setFilters({ search: undefined, status: undefined, engine: undefined })}>
                  Show all stores
                </Button>
              }
            >
              Try another word, or take the filters away.
            </EmptyState>
          ) : (
            <EmptyState
              icon={<Store aria-hidden className="size-5" />}
              title="No stores yet"
              action={<FirstStoreHint />}
            >
              Create the first one: it takes a name and a click. It becomes a file in Git, and is open for business soon
              after.
            </EmptyState>
          )}
        </Card>
      )}
      {list.hasNextPage && (
        <Button className="self-center" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
      {creating && (
        <Suspense>
          <CreateStoreDialog open onOpenChange={setCreating} />
        </Suspense>
      )}
    </>
  );
}

function describeTotal(total: number, filtered: boolean): string {
  const count = `${total.toLocaleString("en")} ${total === 1 ? "store" : "stores"}`;
  return filtered ? `${count} ${total === 1 ? "matches" : "match"}` : count;
}

function FirstStoreHint() {
  return (
    <p className="text-sm text-muted">
      Or push a file <code className="font-mono text-xs text-ink">stores/m/my-shop.yaml</code>: the same happens.
    </p>
  );
}
