import { Pause, Play } from "lucide-react";
import type { StoreDetail } from "../api/types.ts";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Card.tsx";
import { useToggleSuspended } from "./useToggleSuspended.ts";

/** Pauses a store or lets it run again. */
export function SuspendSection({ store, etag }: { store: StoreDetail; etag: string | undefined }) {
  const { toggle, busy } = useToggleSuspended(store, etag);
  const { suspended } = store;
  return (
    <Section title={suspended ? "Resume" : "Suspend"}>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3.5">
        <p className="max-w-lg text-sm text-muted">
          {suspended
            ? "The store is paused. Resuming starts it again with all its data."
            : "Stops the shop and its programs and keeps all data. Shoppers can't reach it until it is resumed."}
        </p>
        <Button
          onClick={toggle}
          busy={busy}
          icon={suspended ? <Play aria-hidden className="size-4" /> : <Pause aria-hidden className="size-4" />}
        >
          {suspended ? "Resume store" : "Suspend store"}
        </Button>
      </div>
    </Section>
  );
}
