import { Link } from "react-router";
import { usePlatform } from "../platform/usePlatform.ts";
import { BlockedFiles } from "../stores/BlockedFiles.tsx";
import { PendingDeletions } from "../stores/PendingDeletions.tsx";
import { PHASE_NAMES, PHASES } from "../stores/phases.ts";
import { PhaseDot } from "../stores/StatusChip.tsx";
import { useEngines } from "../stores/useEngines.ts";
import { useStoreCount } from "../stores/useStoreCount.ts";
import { Card, Section } from "../ui/Card.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { PhaseBar } from "./PhaseBar.tsx";
import { ProvisioningSection } from "./ProvisioningSection.tsx";
import { UpgradesSection } from "./UpgradesSection.tsx";
import { VersionsSection } from "./VersionsSection.tsx";

/** All stores from above: how they are, what they run, what moves, and how long it takes. */
export function FleetPage() {
  const all = useStoreCount();
  const user = usePlatform().data?.user;
  const engines = useEngines();
  return (
    <>
      <PageHeader title="Fleet" description="All stores from above." />
      <BlockedFiles files={all.data?.blocked ?? []} />
      <PendingDeletions user={user} some={(all.data?.counts.Deleting ?? 0) > 0} />
      <Loaded query={all} label="Loading the fleet" skeleton={<Skeleton className="h-40" />}>
        {({ total, counts }) => (
          <Card className="flex flex-col gap-4 p-4 sm:p-5">
            <div className="flex items-baseline gap-2">
              <span className="text-2xl font-semibold tracking-tight tabular-nums">{total.toLocaleString("en")}</span>
              <span className="text-muted">{total === 1 ? "store" : "stores"}</span>
            </div>
            <PhaseBar counts={counts} />
            <ul aria-label="Stores by status" className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
              {PHASE_NAMES.map((phase) => (
                <li key={phase}>
                  <Link
                    to={`/stores?status=${phase}`}
                    title={PHASES[phase].meaning}
                    className="flex items-center gap-2 rounded-md border px-3 py-2 transition-colors hover:bg-hover"
                  >
                    <PhaseDot phase={phase} />
                    <span className="text-sm">{phase}</span>
                    <span className="ml-auto font-medium tabular-nums">
                      {(counts[phase] ?? 0).toLocaleString("en")}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Loaded>
      <UpgradesSection />
      <Section title="Versions in use">
        <Loaded query={engines} label="Loading the versions">
          {(data) => <VersionsSection engines={data} />}
        </Loaded>
      </Section>
      <ProvisioningSection />
    </>
  );
}
