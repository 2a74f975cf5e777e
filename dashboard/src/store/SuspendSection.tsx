import { Pause, Play } from "lucide-react";
import type { StoreDetail } from "../api/types.ts";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Card.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { useUpdateStore } from "./useUpdateStore.ts";

/** Pauses a store or lets it run again. */
export function SuspendSection({ store, etag }: { store: StoreDetail; etag: string | undefined }) {
  const update = useUpdateStore(store.name);
  const { suspended } = store;
  const toggle = () =>
    update.mutate({
      patch: { suspended: !suspended },
      etag,
      done: suspended ? `Store ${store.name} resumes` : `Store ${store.name} is being suspended`,
    });
  return (
    <Section title={suspended ? "Resume" : "Suspend"}>
      <div className="flex flex-col gap-3 px-4 py-3.5">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="max-w-lg text-sm text-muted">
            {suspended
              ? "The store is paused. Resuming starts it again with all its data."
              : "Stops the shop and its programs and keeps all data. Shoppers can't reach it until it is resumed."}
          </p>
          <Button
            onClick={toggle}
            busy={update.isPending}
            icon={suspended ? <Play aria-hidden className="size-4" /> : <Pause aria-hidden className="size-4" />}
          >
            {suspended ? "Resume store" : "Suspend store"}
          </Button>
        </div>
        {update.isError && <ProblemNotice failure={update.error} />}
      </div>
    </Section>
  );
}
