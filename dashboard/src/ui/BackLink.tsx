import { ArrowLeft } from "lucide-react";
import { Link } from "react-router";

/** The way to the page above. */
export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Link
      to={to}
      className="-mb-2 inline-flex items-center gap-1.5 self-start rounded-sm text-sm text-muted hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4" /> {children}
    </Link>
  );
}
