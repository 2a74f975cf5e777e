import { GitCommitHorizontal } from "lucide-react";
import { valuesFilePath, valuesFilePreview } from "./valuesFilePreview.ts";

type ValuesPreviewProps = Parameters<typeof valuesFilePreview>[0];

/** The file and the commit that the form will make, while it is being filled in. */
export function ValuesPreview(props: ValuesPreviewProps) {
  return (
    <aside
      aria-label="What will be committed"
      className="flex flex-col gap-3 border-t bg-sunken px-5 py-5 md:w-80 md:shrink-0 md:overflow-y-auto md:border-t-0 md:border-l"
    >
      <h3 className="text-sm font-medium">What will be committed</h3>
      <figure className="overflow-hidden rounded-md border bg-surface">
        <figcaption className="truncate border-b px-3 py-1.5 font-mono text-xs text-muted">
          {valuesFilePath(props.name)}
        </figcaption>
        <pre
          data-testid="values-preview"
          className="overflow-x-auto px-3 py-2.5 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          {valuesFilePreview(props)}
        </pre>
      </figure>
      <p className="flex items-start gap-1.5 font-mono text-xs text-muted">
        <GitCommitHorizontal aria-hidden className="mt-px size-4 shrink-0" />
        create store {props.name || "…"} ({props.engine} {props.chartVersion})
      </p>
      <p className="text-sm text-muted">Everything not listed follows the engine's defaults.</p>
    </aside>
  );
}
