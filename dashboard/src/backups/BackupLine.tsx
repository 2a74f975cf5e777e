import { Copy, RotateCcw } from "lucide-react";
import { Link } from "react-router";
import type { Backup, StoreDetail } from "../api/types.ts";
import { may } from "../identity/access.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { bytesInWords } from "../store/quotaWords.ts";
import { Button, buttonClasses } from "../ui/Button.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { shortId } from "../ui/shortId.ts";
import { reasonWords, timeOf } from "./backupWords.ts";

interface BackupLineProps {
  backup: Backup;
  store: StoreDetail;
  /** Missing where nobody may, or nothing can be restored now. */
  onRestore: (() => void) | undefined;
}

/** One backup: when, why, of what, and what can be done with it. */
export function BackupLine({ backup, store, onRestore }: BackupLineProps) {
  const mayCreate = may(usePlatform().data?.user, "store.change");
  const { id, time, reason, chartVersion, sizeBytes } = backup;
  const clone = `/new?${new URLSearchParams({ clone: store.name, snapshot: id })}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <div id={`backup-${id}`} className="font-medium">
          {timeOf(time)}
        </div>
        <div className="text-sm text-muted">
          {reasonWords[reason]} · <RelativeTime at={time} />
        </div>
      </div>
      <div className="text-sm text-muted sm:w-44 sm:text-right">
        <div>
          {store.engine} {chartVersion}
          {sizeBytes !== undefined && ` · ${bytesInWords(sizeBytes)}`}
        </div>
        <code className="font-mono text-xs">{shortId(id)}</code>
      </div>
      <div className="flex flex-wrap gap-2">
        {onRestore !== undefined && (
          <Button
            size="sm"
            aria-describedby={`backup-${id}`}
            onClick={onRestore}
            icon={<RotateCcw aria-hidden className="size-3.5" />}
          >
            Restore
          </Button>
        )}
        {mayCreate && (
          <Link to={clone} aria-describedby={`backup-${id}`} className={buttonClasses("outline", "sm")}>
            <Copy aria-hidden className="size-3.5" />
            Clone
          </Link>
        )}
      </div>
    </li>
  );
}
