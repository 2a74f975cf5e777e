import type { StoreDetail } from "../api/types.ts";
import { may } from "../identity/access.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { CredentialsCard } from "./CredentialsCard.tsx";
import { FactsCard } from "./FactsCard.tsx";
import { ResourceList } from "./ResourceList.tsx";
import { ShopThumbnail } from "./ShopThumbnail.tsx";
import { UsageCard } from "./UsageCard.tsx";
import { useResources } from "./useStore.ts";
import { ValuesCard } from "./ValuesCard.tsx";

/** The shop, how to sign in, what it uses, what it is made of, and what is known about it. */
export function OverviewTab({ store }: { store: StoreDetail }) {
  const resources = useResources(store.name);
  const user = usePlatform().data?.user;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-5">
        <ShopThumbnail store={store} />
        {resources.isError && <ProblemNotice failure={resources.error} onRetry={() => void resources.refetch()} />}
        <ResourceList resources={resources.data?.items} phase={store.status.phase} />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        {may(user, "store.secrets") && <CredentialsCard store={store} />}
        <UsageCard storeName={store.name} />
        <FactsCard store={store} />
        <ValuesCard store={store} />
      </div>
    </div>
  );
}
