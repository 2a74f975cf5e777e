import type { Platform } from "../api/types.ts";
import { Notice } from "../ui/Notice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { startupProgress } from "./startupProgress.ts";

/** What the control API has lost sight of. Quiet while the platform starts: the start-up panel says it then. */
export function ConnectionNotices({ platform }: { platform: Platform }) {
  if (startupProgress(platform.startup) !== undefined) return null;
  const { git, argocd } = platform;
  return (
    <>
      {!git.connected && (
        <Notice tone="warn" title="The Git server can't be reached" role="status">
          Nothing can be changed until it is back; running stores are not affected.
          {git.fetchedAt !== undefined && (
            <>
              {" "}
              Last fetched <RelativeTime at={git.fetchedAt} />.
            </>
          )}
        </Notice>
      )}
      {!argocd.connected && (
        <Notice tone="warn" title="The cluster can't be watched right now" role="status">
          Statuses below are the last known ones. Changes are still committed, and deploy when it is back.
          {argocd.observedAt !== undefined && (
            <>
              {" "}
              Last seen <RelativeTime at={argocd.observedAt} />.
            </>
          )}
        </Notice>
      )}
    </>
  );
}
