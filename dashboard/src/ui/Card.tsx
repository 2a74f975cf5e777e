import type { ReactNode } from "react";
import { classNames } from "./classNames.ts";

/** A bordered surface. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classNames("rounded-lg border bg-surface shadow-card", className)}>{children}</div>;
}

interface SectionProps {
  title: string;
  note?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A card with a heading. */
export function Section({ title, note, action, children, className }: SectionProps) {
  return (
    <section className={classNames("overflow-hidden rounded-lg border bg-surface shadow-card", className)}>
      <header className="flex min-h-12 items-center gap-3 border-b px-4 py-2">
        <h2 className="font-medium">{title}</h2>
        {note !== undefined && <span className="text-sm text-muted">{note}</span>}
        {action !== undefined && <div className="ml-auto">{action}</div>}
      </header>
      {children}
    </section>
  );
}
