import { FileWarning } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { BlockedFile } from "../api/types.ts";
import { Button } from "../ui/Button.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { shortId } from "../ui/shortId.ts";
import { whoChanged } from "./lastChange.ts";

const UndoDialog = lazy(async () => ({ default: (await import("../changes/UndoDialog.tsx")).UndoDialog }));

/** Files that can't be turned into a store, each with the commit that broke it and one click to take that back. */
export function BlockedFiles({ files }: { files: readonly BlockedFile[] }) {
  if (files.length === 0) return null;
  return (
    <section aria-label="Blocked files" className="overflow-hidden rounded-lg border border-bad-mark/30 bg-bad-soft">
      <h2 className="flex items-center gap-2.5 px-4 pt-3 font-medium">
        <FileWarning aria-hidden className="size-4 text-bad" />
        {files.length === 1 ? "A file can't be used" : `${files.length} files can't be used`}
        <span className="hidden font-normal text-muted sm:inline">All other stores go on working.</span>
      </h2>
      <ul className="divide-y divide-bad-mark/20">
        {files.map((file) => (
          <BlockedLine key={file.path} file={file} />
        ))}
      </ul>
    </section>
  );
}

function BlockedLine({ file }: { file: BlockedFile }) {
  const [undoing, setUndoing] = useState(false);
  return (
    <li className="flex flex-col gap-2 px-4 py-3 sm:flex-row sm:items-center sm:gap-6">
      <div className="min-w-0 flex-1">
        <code className="font-mono text-sm font-medium break-all">{file.path}</code>
        <p className="text-sm break-words">{file.message}</p>
        {file.commit !== undefined && (
          <p className="text-sm text-muted">
            Since <code className="font-mono text-xs">{shortId(file.commit.id)}</code> “{file.commit.subject}” by{" "}
            {whoChanged(file.commit)}, <RelativeTime at={file.commit.committedAt} />
          </p>
        )}
      </div>
      {file.commit !== undefined && (
        <>
          <Button size="sm" onClick={() => setUndoing(true)}>
            Revert this commit
          </Button>
          {undoing && (
            <Suspense>
              <UndoDialog commit={file.commit} open onOpenChange={setUndoing} />
            </Suspense>
          )}
        </>
      )}
    </li>
  );
}
