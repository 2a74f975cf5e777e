import type { StoreDetail } from "../api/types.ts";
import { Notice } from "../ui/Notice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";

/** That the last scheduled backup failed, and why. */
export function BackupFailureNotice({ store }: { store: StoreDetail }) {
  const { backupFailure: failure, deletion } = store;
  if (failure === undefined || deletion !== undefined) return null;
  return (
    <Notice tone="warn" title="Its last scheduled backup failed">
      {failure.reason}{" "}
      {failure.at !== undefined && (
        <>
          That was <RelativeTime at={failure.at} />.
        </>
      )}
    </Notice>
  );
}
