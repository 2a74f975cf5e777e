import type { FileDiff } from "../api/types.ts";
import { classNames } from "../ui/classNames.ts";
import { type Hunk, type PatchLine, parsePatch, reverseHunks } from "./parsePatch.ts";

/** With more files than this, each is opened by a click. */
const MOST_OPEN = 5;

interface DiffViewProps {
  files: readonly FileDiff[];
  /** Shows what undoing the change would do instead. */
  reversed?: boolean;
}

/** What a commit changed, line by line. */
export function DiffView({ files, reversed = false }: DiffViewProps) {
  if (files.length === 0) return <p className="text-sm text-muted">This commit changes no file.</p>;
  return (
    <div className="flex flex-col gap-3">
      {files.map((file) => {
        const hunks = parsePatch(file.patch);
        return (
          <FileView
            key={file.path}
            path={file.path}
            hunks={reversed ? reverseHunks(hunks) : hunks}
            open={files.length <= MOST_OPEN}
          />
        );
      })}
    </div>
  );
}

function FileView({ path, hunks, open }: { path: string; hunks: readonly Hunk[]; open: boolean }) {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const added = lines.filter((line) => line.kind === "added").length;
  const removed = lines.filter((line) => line.kind === "removed").length;
  return (
    <details open={open} className="overflow-hidden rounded-md border bg-surface">
      <summary className="flex items-center gap-3 border-b bg-sunken px-3 py-1.5 font-mono text-xs">
        <span className="min-w-0 flex-1 truncate" title={path}>
          {path}
        </span>
        <span className="text-good">+{added}</span>
        <span className="text-bad">−{removed}</span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="max-h-96 overflow-auto" aria-label={`Changes to ${path}`} tabIndex={0}>
        <table className="w-full border-collapse font-mono text-xs leading-5">
          {hunks.map((hunk, index) => (
            <tbody
              key={`${hunk.beforeStart} ${hunk.afterStart}`}
              className={index > 0 ? "border-t-4 border-hover" : ""}
            >
              {hunk.lines.map((line) => (
                <LineView key={`${line.before ?? ""}:${line.after ?? ""}`} line={line} />
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </details>
  );
}

const ROW = { context: "", added: "bg-good-soft", removed: "bg-bad-soft" };
const SIGN = { context: "", added: "+", removed: "−" };
const SIGN_COLOUR = { context: "", added: "text-good", removed: "text-bad" };
const SPOKEN = { context: "", added: "added: ", removed: "removed: " };

function LineView({ line }: { line: PatchLine }) {
  return (
    <tr className={ROW[line.kind]} data-line={line.kind}>
      <td aria-hidden className="w-9 min-w-9 pr-2 text-right text-muted select-none">
        {line.after ?? line.before}
      </td>
      <td aria-hidden className={classNames("w-4 select-none", SIGN_COLOUR[line.kind])}>
        {SIGN[line.kind]}
      </td>
      <td className="pr-3 whitespace-pre">
        <span className="sr-only">{SPOKEN[line.kind]}</span>
        {line.text}
      </td>
    </tr>
  );
}
