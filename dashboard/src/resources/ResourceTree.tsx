import { ChevronRight, ScrollText } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Resource } from "../api/types.ts";
import { byUrgency } from "../store/resourceWords.ts";
import { classNames } from "../ui/classNames.ts";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { HealthIcon } from "./HealthIcon.tsx";
import { ResourceSummary } from "./ResourceSummary.tsx";

/** What Argo CD applied, and what that made in turn. */
export function ResourceTree({ resources, storeName }: { resources: readonly Resource[]; storeName: string }) {
  return (
    <ul aria-label="Resources" className="divide-y">
      {resources.toSorted(byUrgency).map((resource) => (
        <Branch key={keyOf(resource)} resource={resource} storeName={storeName} depth={0} />
      ))}
    </ul>
  );
}

interface BranchProps {
  resource: Resource;
  storeName: string;
  depth: number;
}

function Branch({ resource, storeName, depth }: BranchProps) {
  const children = resource.children ?? [];
  const [open, setOpen] = useState(() => depth > 0 || children.length > 0);
  const unhealthy = resource.health !== undefined && resource.health !== "Healthy";
  return (
    <li data-health={resource.health ?? "none"}>
      <div
        className="flex items-start gap-2 px-4 py-2 hover:bg-sunken"
        style={{ paddingLeft: `${1 + depth * 1.5}rem` }}
      >
        {children.length > 0 ? (
          <button
            type="button"
            aria-expanded={open}
            aria-label={`What ${resource.kind} ${resource.name} made`}
            onClick={() => setOpen(!open)}
            className="-ml-1 flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
          >
            <ChevronRight aria-hidden className={classNames("size-4 transition-transform", open && "rotate-90")} />
          </button>
        ) : (
          <span aria-hidden className="-ml-1 size-6 shrink-0" />
        )}
        <HealthIcon health={resource.health} className="mt-1" />
        <ResourceSummary resource={resource} withMessage={unhealthy || depth > 0} />
        <div className="flex shrink-0 items-center gap-3 pt-0.5 text-sm text-muted">
          {resource.sync === "OutOfSync" && <span className="text-warn">not yet applied</span>}
          {resource.createdAt !== undefined && (
            <span className="max-sm:hidden">
              <RelativeTime at={resource.createdAt} />
            </span>
          )}
          {resource.kind === "Pod" && (
            <Link
              to={`/stores/${storeName}?tab=logs&pod=${resource.name}`}
              className="inline-flex items-center gap-1 rounded-sm text-accent hover:underline"
            >
              <ScrollText aria-hidden className="size-3.5" /> Log
            </Link>
          )}
          <span className="w-24 text-right max-sm:hidden">{resource.health ?? "In place"}</span>
        </div>
      </div>
      {open && children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Branch key={keyOf(child)} resource={child} storeName={storeName} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}

function keyOf({ group, kind, namespace, name }: Resource): string {
  return `${group}/${kind}/${namespace}/${name}`;
}
