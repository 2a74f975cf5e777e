import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { StoreDetail } from "../api/types.ts";
import { useBackups } from "../backups/useBackups.ts";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Card.tsx";
import { DeleteDialog } from "./DeleteDialog.tsx";

/** The end of a store. */
export function DeleteSection({ store }: { store: StoreDetail }) {
  const [asking, setAsking] = useState(false);
  const makesBackups = useBackups(store.name).data?.enabled === true;
  return (
    <Section title="Delete" className="border-bad-mark/40">
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3.5">
        <p className="max-w-lg text-sm text-muted">
          Deletes the shop with its products, customers and orders.{" "}
          {makesBackups ? "A backup is made first." : "The data can't be brought back."}
        </p>
        <Button className="text-bad!" onClick={() => setAsking(true)} icon={<Trash2 aria-hidden className="size-4" />}>
          Delete store
        </Button>
      </div>
      {asking && <DeleteDialog store={store} onOpenChange={setAsking} />}
    </Section>
  );
}
