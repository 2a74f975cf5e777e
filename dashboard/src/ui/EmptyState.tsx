import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  /** `h1` where it is all there is on the page. */
  heading?: "h1" | "h2";
  children?: ReactNode;
  action?: ReactNode;
}

/** What stands where nothing is yet, and what to do about it. */
export function EmptyState({ icon, title, heading: Heading = "h2", children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-16 text-center">
      <div className="mb-4 flex size-12 items-center justify-center rounded-lg border bg-sunken text-muted">{icon}</div>
      <Heading className="text-lg font-semibold tracking-tight">{title}</Heading>
      {children !== undefined && <p className="mt-1 max-w-md text-muted">{children}</p>}
      {action !== undefined && <div className="mt-5">{action}</div>}
    </div>
  );
}
