import { newValuesFile } from "@storeplane/control-api/stores/newValuesFile.ts";
import { GitCommitHorizontal, GitPullRequestArrow } from "lucide-react";
import type { ChangeMode } from "../api/types.ts";

interface ValuesPreviewProps {
  readonly name: string;
  readonly displayName: string;
  readonly engine: string;
  readonly chartVersion: string;
  readonly owner: string;
  readonly values: Record<string, unknown>;
  readonly reason: string;
  readonly mode: ChangeMode;
}

/** The file and the commit that the form will make, while it is being filled in: made by the very code that commits it. */
export function ValuesPreview({ name, values, reason, mode, ...settings }: ValuesPreviewProps) {
  const path = name === "" ? "stores/…" : `stores/${name.charAt(0)}/${name}.yaml`;
  return (
    <aside
      aria-label="What will be committed"
      className="flex flex-col gap-3 rounded-lg border bg-sunken p-4 lg:sticky lg:top-10 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto"
    >
      <h2 className="text-sm font-medium">What will be committed</h2>
      <figure className="overflow-hidden rounded-md border bg-surface">
        <figcaption className="truncate border-b px-3 py-1.5 font-mono text-xs text-muted">{path}</figcaption>
        <pre
          data-testid="values-preview"
          className="overflow-x-auto px-3 py-2.5 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          {newValuesFile(settings, values)}
        </pre>
      </figure>
      <div className="flex items-start gap-2 text-xs">
        {mode === "direct" ? (
          <GitCommitHorizontal aria-hidden className="size-4 shrink-0 text-muted" />
        ) : (
          <GitPullRequestArrow aria-hidden className="size-4 shrink-0 text-muted" />
        )}
        <div className="min-w-0 font-mono">
          <div className="break-all">
            create store {name || "…"} ({settings.engine} {settings.chartVersion})
          </div>
          <div className="mt-1 break-all text-muted">Storeplane-Actor: {settings.owner}</div>
          {reason !== "" && <div className="break-words text-muted">Storeplane-Reason: {reason}</div>}
        </div>
      </div>
      <p className="text-sm text-muted">Everything not listed follows the engine's defaults.</p>
    </aside>
  );
}
