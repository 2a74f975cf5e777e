import type { ReactNode } from "react";

/** A place that has nothing to show, and what to do about it. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="rounded-3xl border border-line border-dashed px-6 py-16 text-center">
      <p className="font-display text-3xl">{title}</p>
      <div className="mx-auto mt-3 max-w-md text-muted">{children}</div>
    </div>
  );
}
