import { StoreIcon } from "lucide-react";
import { Tabs } from "radix-ui";
import { lazy, type ReactNode, Suspense } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { ProblemError } from "../api/ProblemError.ts";
import { ChangeList } from "../changes/ChangeList.tsx";
import { type Action, may } from "../identity/access.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { BackLink } from "../ui/BackLink.tsx";
import { buttonClasses } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { useDocumentTitle } from "../ui/PageHeader.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { PageSkeleton, SkeletonRows } from "../ui/Skeleton.tsx";
import { BackupFailureNotice } from "./BackupFailureNotice.tsx";
import { DeletionNotice } from "./DeletionNotice.tsx";
import { OverviewTab } from "./OverviewTab.tsx";
import { PendingChangesNotice } from "./PendingChangesNotice.tsx";
import { RecoveryNotice } from "./RecoveryNotice.tsx";
import { SettingsTab } from "./SettingsTab.tsx";
import { StoreActions } from "./StoreActions.tsx";
import { StoreHeader } from "./StoreHeader.tsx";
import { useStore } from "./useStore.ts";

const BackupsTab = lazy(async () => ({ default: (await import("../backups/BackupsTab.tsx")).BackupsTab }));
const EventsTab = lazy(async () => ({ default: (await import("../events/EventsTab.tsx")).EventsTab }));
const LogsTab = lazy(async () => ({ default: (await import("../logs/LogsTab.tsx")).LogsTab }));
const ResourcesTab = lazy(async () => ({ default: (await import("../resources/ResourcesTab.tsx")).ResourcesTab }));

const TABS: readonly { value: string; label: string; needs?: Action; needsBackups?: true }[] = [
  { value: "overview", label: "Overview" },
  { value: "history", label: "History" },
  { value: "backups", label: "Backups", needsBackups: true },
  { value: "resources", label: "Resources" },
  { value: "events", label: "Events" },
  { value: "logs", label: "Logs", needs: "store.secrets" },
  { value: "settings", label: "Settings" },
];

/** One store: how it is, what happened to it, how it is set. The open tab stands in the address. */
export function StorePage() {
  const { name = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const query = useStore(name);
  const platform = usePlatform().data;
  useDocumentTitle(name);
  const user = platform?.user;
  const tabs = TABS.filter(
    ({ needs, needsBackups }) =>
      (needs === undefined || may(user, needs)) && (needsBackups !== true || platform?.backups === true),
  );
  const tab = tabs.find(({ value }) => value === params.get("tab"))?.value ?? "overview";
  const gone = query.error instanceof ProblemError && query.error.status === 404;

  return (
    <>
      <BackLink to="/stores">All stores</BackLink>
      {gone && <GoneStore name={name} />}
      {query.isError && !gone && <ProblemNotice failure={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <PageSkeleton />}
      {query.data !== undefined && !gone && (
        <>
          <StoreHeader
            store={query.data.store}
            actions={may(user, "store.change") && <StoreActions store={query.data.store} etag={query.data.etag} />}
          />
          <PendingChangesNotice store={query.data.store} />
          <DeletionNotice store={query.data.store} />
          <RecoveryNotice store={query.data.store} />
          <BackupFailureNotice store={query.data.store} />
          <Tabs.Root
            value={tab}
            onValueChange={(next) => setParams(next === "overview" ? {} : { tab: next }, { replace: true })}
            className="flex flex-col gap-5"
          >
            <Tabs.List
              aria-label="Views of the store"
              className="-mx-4 flex gap-5 overflow-x-auto border-b px-4 [scrollbar-width:none] sm:mx-0 sm:px-0"
            >
              {tabs.map(({ value, label }) => (
                <Tabs.Trigger
                  key={value}
                  value={value}
                  className="h-10 shrink-0 border-b-2 border-transparent font-medium text-muted transition-colors hover:text-ink data-[state=active]:border-ink data-[state=active]:text-ink"
                >
                  {label}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            <Tabs.Content value="overview" className={VIEW}>
              <OverviewTab store={query.data.store} />
            </Tabs.Content>
            <Tabs.Content value="history" className={VIEW}>
              <ChangeList storeName={name} />
            </Tabs.Content>
            {tab === "backups" && (
              <LazyTab value="backups">
                <BackupsTab store={query.data.store} />
              </LazyTab>
            )}
            {tab === "resources" && (
              <LazyTab value="resources">
                <ResourcesTab store={query.data.store} />
              </LazyTab>
            )}
            {tab === "events" && (
              <LazyTab value="events">
                <EventsTab storeName={name} />
              </LazyTab>
            )}
            {tab === "logs" && (
              <LazyTab value="logs">
                <LogsTab storeName={name} />
              </LazyTab>
            )}
            <Tabs.Content value="settings" className={VIEW}>
              <SettingsTab
                store={query.data.store}
                etag={query.data.etag}
                readOnly={!may(user, "store.change")}
                onReload={() => void query.refetch()}
              />
            </Tabs.Content>
          </Tabs.Root>
        </>
      )}
    </>
  );
}

/** A view can have the focus itself, so its ring must be seen. */
const VIEW = "flex flex-col gap-5 rounded-lg";

function LazyTab({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Tabs.Content value={value} className={VIEW}>
      <Suspense fallback={<SkeletonRows label="Loading the view" />}>{children}</Suspense>
    </Tabs.Content>
  );
}

function GoneStore({ name }: { name: string }) {
  return (
    <EmptyState
      icon={<StoreIcon aria-hidden className="size-5" />}
      title={`There is no store ${name}`}
      heading="h1"
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
