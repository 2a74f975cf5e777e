import { RefreshCw } from "lucide-react";
import { asProblem } from "../api/ProblemError.ts";
import { Button } from "./Button.tsx";
import { Notice } from "./Notice.tsx";

interface ProblemNoticeProps {
  failure: unknown;
  onRetry?: () => void;
  /** Pointers that are shown beside their own field and need no line here. */
  shownElsewhere?: (pointer: string) => boolean;
}

/** A failure in the API's own words, with each field's error and the request's id for whoever looks into it. */
export function ProblemNotice({ failure, onRetry, shownElsewhere }: ProblemNoticeProps) {
  const problem = asProblem(failure);
  const errors = (problem.errors ?? []).filter((error) => shownElsewhere?.(error.pointer) !== true);
  return (
    <Notice
      tone="bad"
      role="alert"
      title={problem.title}
      actions={
        onRetry && (
          <Button size="sm" onClick={onRetry} icon={<RefreshCw aria-hidden className="size-3.5" />}>
            Try again
          </Button>
        )
      }
    >
      {problem.detail}
      {errors.length > 0 && (
        <ul className="mt-1.5 list-disc pl-4">
          {errors.map((error) => (
            <li key={`${error.pointer} ${error.detail}`}>
              <code className="font-mono text-xs">{error.pointer}</code> {error.detail}
            </li>
          ))}
        </ul>
      )}
      {problem.requestId !== undefined && (
        <div className="mt-1 text-xs">
          Request <code className="font-mono">{problem.requestId}</code>
        </div>
      )}
    </Notice>
  );
}
