import { ArrowLeft, StoreIcon } from "lucide-react";
import { Tabs } from "radix-ui";
import { Link, useParams, useSearchParams } from "react-router";
import { ProblemError } from "../api/ProblemError.ts";
import { ChangeList } from "../changes/ChangeList.tsx";
import { usePlatform } from "../platform/usePlatform.ts";
import { buttonClasses } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { useDocumentTitle } from "../ui/PageHeader.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { PageSkeleton } from "../ui/Skeleton.tsx";
import { DeletionNotice } from "./DeletionNotice.tsx";
import { OverviewTab } from "./OverviewTab.tsx";
import { RecoveryNotice } from "./RecoveryNotice.tsx";
import { SettingsTab } from "./SettingsTab.tsx";
import { StoreHeader } from "./StoreHeader.tsx";
import { useStore } from "./useStore.ts";

const TABS = [
  { value: "overview", label: "Overview" },
  { value: "history", label: "History" },
  { value: "settings", label: "Settings" },
] as const;

/** One store: how it is, what happened to it, how it is set. The open tab stands in the address. */
export function StorePage() {
  const { name = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const query = useStore(name);
  const platform = usePlatform().data;
  useDocumentTitle(name);
  const tab = TABS.find(({ value }) => value === params.get("tab"))?.value ?? "overview";
  const gone = query.error instanceof ProblemError && query.error.status === 404;

  return (
    <>
      <Link
        to="/stores"
        className="-mb-2 inline-flex items-center gap-1.5 self-start rounded-sm text-sm text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" /> All stores
      </Link>
      {gone && <GoneStore name={name} />}
      {query.isError && !gone && <ProblemNotice failure={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <PageSkeleton />}
      {query.data !== undefined && !gone && (
        <>
          <StoreHeader store={query.data.store} />
          <DeletionNotice store={query.data.store} />
          <RecoveryNotice store={query.data.store} />
          <Tabs.Root
            value={tab}
            onValueChange={(next) => setParams(next === "overview" ? {} : { tab: next }, { replace: true })}
            className="flex flex-col gap-5"
          >
            <Tabs.List aria-label="Views of the store" className="flex gap-5 border-b">
              {TABS.map(({ value, label }) => (
                <Tabs.Trigger
                  key={value}
                  value={value}
                  className="-mb-px h-10 border-b-2 border-transparent font-medium text-muted transition-colors hover:text-ink data-[state=active]:border-ink data-[state=active]:text-ink"
                >
                  {label}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            <Tabs.Content value="overview" className="outline-none">
              <OverviewTab store={query.data.store} />
            </Tabs.Content>
            <Tabs.Content value="history" className="flex flex-col gap-5 outline-none">
              <ChangeList storeName={name} />
            </Tabs.Content>
            <Tabs.Content value="settings" className="outline-none">
              <SettingsTab
                store={query.data.store}
                etag={query.data.etag}
                readOnly={platform?.user?.role === "viewer"}
                onReload={() => void query.refetch()}
              />
            </Tabs.Content>
          </Tabs.Root>
        </>
      )}
    </>
  );
}

function GoneStore({ name }: { name: string }) {
  return (
    <EmptyState
      icon={<StoreIcon aria-hidden className="size-5" />}
      title={`There is no store ${name}`}
      action={
        <Link to="/changes" className={buttonClasses("outline")}>
          See all changes
        </Link>
      }
    >
      If it was deleted, its history is still among the changes, and the deletion can be undone there.
    </EmptyState>
  );
}
