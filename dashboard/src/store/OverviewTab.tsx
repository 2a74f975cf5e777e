import type { StoreDetail } from "../api/types.ts";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { CredentialsCard } from "./CredentialsCard.tsx";
import { FactsCard } from "./FactsCard.tsx";
import { ResourceList } from "./ResourceList.tsx";
import { useResources } from "./useStore.ts";
import { ValuesCard } from "./ValuesCard.tsx";

/** What the store is made of, how to sign in, and what is known about it. */
export function OverviewTab({ store }: { store: StoreDetail }) {
  const resources = useResources(store.name);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-5">
        {resources.isError && <ProblemNotice failure={resources.error} onRetry={() => void resources.refetch()} />}
        <ResourceList resources={resources.data} phase={store.status.phase} />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <CredentialsCard store={store} />
        <FactsCard store={store} />
        <ValuesCard store={store} />
      </div>
    </div>
  );
}
