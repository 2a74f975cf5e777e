import { ArrowUpCircle } from "lucide-react";
import { Link } from "react-router";
import type { Upgrade } from "../api/types.ts";
import { Section } from "../ui/Card.tsx";
import { classNames } from "../ui/classNames.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { useUpgrades } from "../upgrades/useUpgrades.ts";

const STATES: Record<Upgrade["state"], { word: string; className: string }> = {
  running: { word: "In progress", className: "bg-accent-soft text-accent" },
  stopped: { word: "Stopped", className: "bg-warn-soft text-warn" },
  done: { word: "Done", className: "bg-good-soft text-good" },
};

/** Upgrades in waves, those in progress first. */
export function UpgradesSection() {
  const upgrades = useUpgrades();
  return (
    <Section title="Upgrades in waves">
      <Loaded
        query={upgrades}
        label="Loading the upgrades"
        isEmpty={(data) => data.length === 0}
        empty={
          <EmptyState icon={<ArrowUpCircle aria-hidden className="size-5" />} title="No upgrade yet">
            Tick stores on the list and choose Upgrade: they move to a new version wave by wave.
          </EmptyState>
        }
      >
        {(data) => (
          <ul aria-label="Upgrades" className="divide-y">
            {data.toSorted(byProgress).map((upgrade) => (
              <li
                key={upgrade.id}
                className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken"
              >
                <Link to={`/upgrades/${upgrade.id}`} className="font-medium after:absolute after:inset-0">
                  {upgrade.engine} to {upgrade.to}
                </Link>
                <span className="text-sm text-muted">
                  {upgrade.total} {upgrade.total === 1 ? "store" : "stores"} · <RelativeTime at={upgrade.beganAt} /> by{" "}
                  {upgrade.actor}
                </span>
                <span
                  className={classNames(
                    "ml-auto rounded-full px-2.5 py-0.5 text-xs font-medium",
                    STATES[upgrade.state].className,
                  )}
                >
                  {STATES[upgrade.state].word}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

function byProgress(one: Upgrade, other: Upgrade): number {
  return (
    Number(other.state === "running") - Number(one.state === "running") || other.beganAt.localeCompare(one.beganAt)
  );
}
