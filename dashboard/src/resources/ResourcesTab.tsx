import { Boxes } from "lucide-react";
import type { StoreDetail } from "../api/types.ts";
import { useResources } from "../store/useStore.ts";
import { Section } from "../ui/Card.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { Notice } from "../ui/Notice.tsx";
import { ResourceTree } from "./ResourceTree.tsx";

/** The whole tree of what runs for a store. */
export function ResourcesTab({ store }: { store: StoreDetail }) {
  const resources = useResources(store.name);
  const waiting = store.status.phase === "Pending" || store.status.phase === "Provisioning";
  return (
    <div className="flex flex-col gap-5">
      {resources.data?.incomplete !== undefined && (
        <Notice tone="warn" title="Only what Argo CD applied is shown">
          {resources.data.incomplete}
        </Notice>
      )}
      <Section title="Resources">
        <Loaded
          query={resources}
          label="Loading the resources"
          isEmpty={(data) => data.items.length === 0}
          empty={
            <EmptyState icon={<Boxes aria-hidden className="size-5" />} title="Nothing is deployed">
              {waiting
                ? "The parts of the store appear here as they are made."
                : "The store has no parts in the cluster right now."}
            </EmptyState>
          }
        >
          {(data) => <ResourceTree resources={data.items} storeName={store.name} />}
        </Loaded>
      </Section>
    </div>
  );
}
