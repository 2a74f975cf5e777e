import { ExternalLink, KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import type { StoreDetail } from "../api/types.ts";
import { whyNotOpen } from "../stores/phases.ts";
import { StatusChip } from "../stores/StatusChip.tsx";
import { buttonClasses } from "../ui/Button.tsx";
import { ProgressBar } from "../ui/ProgressBar.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Tooltip } from "../ui/Tooltip.tsx";

/** Who it is, how it is and why, and the ways in. */
export function StoreHeader({ store, actions }: { store: StoreDetail; actions?: ReactNode }) {
  const { status, links } = store;
  const shut = whyNotOpen(store);
  const { healthy, total } = status.progress;
  const troubled = status.phase === "Failed" || status.phase === "Degraded" || status.phase === "Blocked";
  const moving = status.phase === "Provisioning" || status.phase === "Updating";
  return (
    <header className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="text-2xl font-semibold tracking-tight break-words">{store.displayName || store.name}</h1>
            <StatusChip phase={status.phase} />
          </div>
          <p className="mt-1 text-muted">
            <span className="text-ink">{store.name}</span> · {store.engine} {store.chartVersion} · {store.owner}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {links.admin !== undefined && (
            <WayIn href={links.admin} shut={shut} tone="outline" icon={<KeyRound aria-hidden className="size-4" />}>
              Open admin
            </WayIn>
          )}
          <WayIn href={links.shop} shut={shut} tone="solid" icon={<ExternalLink aria-hidden className="size-4" />}>
            Open shop
          </WayIn>
          {actions}
        </div>
      </div>
      <div aria-live="polite" className="flex flex-col gap-2">
        <p>
          <span className={troubled ? "font-medium text-bad" : undefined}>{status.reason}</span>
          {total > 0 && (
            <span className="text-muted tabular-nums">
              {" "}
              · {healthy} of {total} resources healthy
            </span>
          )}
          {status.phase === "Unknown" && (
            <span className="text-muted">
              {" "}
              · {status.lastKnownPhase !== undefined && `last known ${status.lastKnownPhase}, `}seen{" "}
              <RelativeTime at={status.observedAt} />
            </span>
          )}
        </p>
        {moving && <ProgressBar label="Resources healthy" value={healthy} total={total} />}
      </div>
    </header>
  );
}

interface WayInProps {
  href: string;
  /** Why it can't be opened now, if so. */
  shut: string | undefined;
  tone: "solid" | "outline";
  icon: ReactNode;
  children: string;
}

function WayIn({ href, shut, tone, icon, children }: WayInProps) {
  if (shut === undefined) {
    return (
      <a href={href} target="_blank" rel="noreferrer" className={buttonClasses(tone)}>
        {icon}
        {children}
      </a>
    );
  }
  return (
    <Tooltip text={shut}>
      {/* biome-ignore lint/a11y/useSemanticElements: a link that leads nowhere yet, focusable so that it can say why */}
      <span role="link" aria-disabled="true" tabIndex={0} className={buttonClasses("outline")}>
        {icon}
        {children}
      </span>
    </Tooltip>
  );
}
