import { Boxes, ChevronRight } from "lucide-react";
import type { Resource, StatusPhase } from "../api/types.ts";
import { HealthIcon } from "../resources/HealthIcon.tsx";
import { ResourceSummary } from "../resources/ResourceSummary.tsx";
import { Section } from "../ui/Card.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { SkeletonRows } from "../ui/Skeleton.tsx";
import { byUrgency, isSupporting } from "./resourceWords.ts";

interface ResourceListProps {
  /** Undefined while they are being fetched. */
  resources: readonly Resource[] | undefined;
  phase: StatusPhase;
}

/** Everything the store is made of, what needs a look first. */
export function ResourceList({ resources, phase }: ResourceListProps) {
  return (
    <Section title="What it is made of">
      {resources === undefined ? (
        <SkeletonRows label="Loading the resources" />
      ) : resources.length === 0 ? (
        <EmptyState icon={<Boxes aria-hidden className="size-5" />} title="Nothing is deployed">
          {phase === "Pending" || phase === "Provisioning"
            ? "The parts of the store appear here as they are made."
            : "The store has no parts in the cluster right now."}
        </EmptyState>
      ) : (
        <>
          <Lines resources={resources.filter((resource) => !isSupporting(resource))} />
          <Supporting resources={resources.filter(isSupporting)} />
        </>
      )}
    </Section>
  );
}

function Lines({ resources }: { resources: readonly Resource[] }) {
  return (
    <ul className="divide-y">
      {resources.toSorted(byUrgency).map((resource) => (
        <ResourceLine
          key={`${resource.group}/${resource.kind}/${resource.namespace}/${resource.name}`}
          resource={resource}
        />
      ))}
    </ul>
  );
}

/** Parts that have no health of their own and are as they should be: one line until somebody asks. */
function Supporting({ resources }: { resources: readonly Resource[] }) {
  if (resources.length === 0) return null;
  return (
    <details className="group border-t">
      <summary className="flex items-center gap-3 px-4 py-2.5 text-muted hover:text-ink">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        {resources.length} supporting {resources.length === 1 ? "part is" : "parts are"} in place
      </summary>
      <div className="border-t">
        <Lines resources={resources} />
      </div>
    </details>
  );
}

function ResourceLine({ resource }: { resource: Resource }) {
  const health = resource.health ?? "Healthy";
  const drifted = resource.sync === "OutOfSync";
  return (
    <li className="flex items-start gap-3 px-4 py-2.5" data-health={health}>
      <HealthIcon health={health} className="mt-0.5" />
      <ResourceSummary resource={resource} withMessage={health !== "Healthy"} />
      <span className="text-sm whitespace-nowrap text-muted">
        {resource.health ?? (drifted ? "" : "In place")}
        {drifted && <span className="text-warn">{resource.health === undefined ? "" : ", "}not yet applied</span>}
      </span>
    </li>
  );
}
