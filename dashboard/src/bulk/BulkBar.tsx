import { ArrowUpCircle, Pause, Play, Trash2, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Store } from "../api/types.ts";
import { may } from "../identity/access.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import type { Selection } from "../stores/useSelection.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import type { BulkKind } from "./bulkActions.ts";

const BulkDialog = lazy(async () => ({ default: (await import("./BulkDialog.tsx")).BulkDialog }));
const UpgradeDialog = lazy(async () => ({ default: (await import("../upgrades/UpgradeDialog.tsx")).UpgradeDialog }));

interface BulkBarProps {
  selection: Selection;
  /** The ticked stores as they are now. */
  stores: readonly Store[];
}

/** What can be done with the ticked stores; nothing while none is. */
export function BulkBar({ selection, stores }: BulkBarProps) {
  const user = usePlatform().data?.user;
  const [asking, setAsking] = useState<{ kind: BulkKind | "upgrade"; stores: readonly Store[] }>();
  const ask = (kind: BulkKind | "upgrade") => setAsking({ kind, stores });
  const close = () => setAsking(undefined);
  return (
    <>
      {stores.length > 0 && (
        <section
          aria-label="Chosen stores"
          className="sticky bottom-3 z-20 flex animate-rise flex-wrap items-center gap-2 self-center rounded-xl border bg-raised py-2 pr-2 pl-4 shadow-raised"
        >
          <span className="mr-2 font-medium tabular-nums" role="status">
            {stores.length} chosen
          </span>
          <Button size="sm" icon={<Pause aria-hidden className="size-3.5" />} onClick={() => ask("suspend")}>
            Suspend
          </Button>
          <Button size="sm" icon={<Play aria-hidden className="size-3.5" />} onClick={() => ask("resume")}>
            Resume
          </Button>
          {may(user, "upgrades.run") && (
            <Button size="sm" icon={<ArrowUpCircle aria-hidden className="size-3.5" />} onClick={() => ask("upgrade")}>
              Upgrade
            </Button>
          )}
          <Button
            size="sm"
            className="text-bad!"
            icon={<Trash2 aria-hidden className="size-3.5" />}
            onClick={() => ask("delete")}
          >
            Delete
          </Button>
          <IconButton label="Choose none" onClick={selection.clear}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </section>
      )}
      {asking !== undefined && (
        <Suspense>
          {asking.kind === "upgrade" ? (
            <UpgradeDialog stores={asking.stores} onClose={close} />
          ) : (
            <BulkDialog kind={asking.kind} stores={asking.stores} onClose={close} onDone={selection.clear} />
          )}
        </Suspense>
      )}
    </>
  );
}
