import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { classNames } from "../ui/classNames.ts";
import type { LogLine } from "./useLog.ts";

interface LogViewProps {
  lines: readonly LogLine[];
  /** What is searched for, to be marked. */
  search: string;
  /** Stays at the newest line. */
  stick: boolean;
  onStickChange: (stick: boolean) => void;
}

const LINE_HEIGHT = 20;

/** Lines of a log, of which only those in sight are drawn. */
export function LogView({ lines, search, stick, onStickChange }: LogViewProps) {
  const box = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
    getItemKey: (index) => lines[index]?.number ?? index,
  });
  const height = virtualizer.getTotalSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a line that turns out longer moves the end, too
  useEffect(() => {
    if (stick) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [stick, lines.length, height]);

  return (
    <section
      ref={box}
      aria-label="Log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="h-[min(36rem,65dvh)] overflow-auto overscroll-contain bg-sunken font-mono text-xs"
      onWheel={(event) => {
        if (event.deltaY < 0) onStickChange(false);
      }}
      onTouchMove={() => onStickChange(false)}
      onKeyDown={({ key }) => {
        if (["ArrowUp", "PageUp", "Home"].includes(key)) onStickChange(false);
      }}
    >
      <div className="relative w-full" style={{ height }}>
        {virtualizer.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              className="absolute inset-x-0 top-0 flex gap-3 px-4 leading-5 hover:bg-hover"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <span aria-hidden className="w-10 shrink-0 text-right text-muted select-none">
                {line.number}
              </span>
              <span className={classNames("min-w-0 flex-1 break-all whitespace-pre-wrap", toneOf(line.text))}>
                <Marked text={line.text} search={search} />
              </span>
            </div>
          );
        })}
      </div>
    </section>
  );
}

/** Lines that say themselves that something is wrong. */
function toneOf(text: string): string | undefined {
  if (/\b(error|fatal|panic|exception)\b/i.test(text)) return "text-bad";
  return /\bwarn(ing)?\b/i.test(text) ? "text-warn" : undefined;
}

function Marked({ text, search }: { text: string; search: string }) {
  const at = search === "" ? -1 : text.toLowerCase().indexOf(search.toLowerCase());
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-sm bg-warn-soft text-warn">{text.slice(at, at + search.length)}</mark>
      {text.slice(at + search.length)}
    </>
  );
}
