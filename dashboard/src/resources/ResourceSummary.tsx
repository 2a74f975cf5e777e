import type { Resource } from "../api/types.ts";
import { plainKind } from "../store/resourceWords.ts";
import { classNames } from "../ui/classNames.ts";

/** What a resource is, in plain words and by its name, and where it is worth telling, its own message. */
export function ResourceSummary({ resource, withMessage }: { resource: Resource; withMessage: boolean }) {
  return (
    <div className="min-w-0 flex-1">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{plainKind(resource.kind)}</span>
        <span className="font-mono text-xs break-all text-muted">
          {resource.kind}/{resource.name}
        </span>
      </div>
      {withMessage && resource.message !== undefined && resource.message !== "" && (
        <p className={classNames("text-sm break-words", resource.health === "Degraded" ? "text-bad" : "text-muted")}>
          {resource.message}
        </p>
      )}
    </div>
  );
}
