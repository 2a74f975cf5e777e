import { FileX } from "lucide-react";
import { lazy, Suspense } from "react";
import type { StoreDetail } from "../api/types.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { useEngines } from "../stores/useEngines.ts";
import { Card } from "../ui/Card.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { SkeletonRows } from "../ui/Skeleton.tsx";
import { DeleteSection } from "./DeleteSection.tsx";
import { SuspendSection } from "./SuspendSection.tsx";

const DomainsSection = lazy(async () => ({
  default: (await import("../domains/DomainsSection.tsx")).DomainsSection,
}));
const SettingsForm = lazy(async () => ({ default: (await import("./SettingsForm.tsx")).SettingsForm }));

interface SettingsTabProps {
  store: StoreDetail;
  etag: string | undefined;
  readOnly: boolean;
  onReload: () => void;
}

/** What can be set about a store, and its end. */
export function SettingsTab({ store, etag, readOnly, onReload }: SettingsTabProps) {
  const engines = useEngines();
  const { data: platform } = usePlatform();
  const deleting = store.deletion !== undefined || store.status.phase === "Deleting";
  if (deleting) {
    return (
      <Card>
        <EmptyState icon={<FileX aria-hidden className="size-5" />} title="There is nothing to set">
          The store's file is no longer in Git. Restore it to change its settings.
        </EmptyState>
      </Card>
    );
  }
  const schema = engines.data
    ?.find((engine) => engine.name === store.engine)
    ?.versions.find((version) => version.version === store.chartVersion)?.schema;
  const loading = (
    <Card>
      <SkeletonRows label="Loading the settings" />
    </Card>
  );
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      {engines.isError && <ProblemNotice failure={engines.error} onRetry={() => void engines.refetch()} />}
      {engines.isPending ? (
        loading
      ) : (
        <Suspense fallback={loading}>
          <SettingsForm
            store={store}
            etag={etag}
            schema={schema}
            modes={platform?.changeModes ?? []}
            readOnly={readOnly}
            onReload={onReload}
          />
        </Suspense>
      )}
      {takesDomains(schema) && (
        <Suspense fallback={loading}>
          <DomainsSection store={store} etag={etag} readOnly={readOnly} />
        </Suspense>
      )}
      {!readOnly && <SuspendSection store={store} etag={etag} />}
      {!readOnly && <DeleteSection store={store} />}
    </div>
  );
}

/** Whether the engine's chart lets a store have domains of its own. */
function takesDomains(schema: Record<string, unknown> | undefined): boolean {
  const properties = schema?.properties;
  return typeof properties === "object" && properties !== null && "domains" in properties;
}
