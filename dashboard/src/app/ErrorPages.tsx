import { Compass, TriangleAlert } from "lucide-react";
import { Link, useRouteError } from "react-router";
import { Button, buttonClasses } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { useDocumentTitle } from "../ui/PageHeader.tsx";

export function NotFoundPage() {
  useDocumentTitle("Not found");
  return (
    <EmptyState
      icon={<Compass aria-hidden className="size-5" />}
      title="There is no such page"
      heading="h1"
      action={
        <Link to="/stores" className={buttonClasses("outline")}>
          Go to the stores
        </Link>
      }
    />
  );
}

/** Shown when a page could not be drawn or loaded, for instance after an update of the dashboard. */
export function RouteErrorPage() {
  useDocumentTitle("Something went wrong");
  const failure = useRouteError();
  return (
    <main>
      <EmptyState
        icon={<TriangleAlert aria-hidden className="size-5" />}
        title="This page could not be shown"
        heading="h1"
        action={<Button onClick={() => window.location.reload()}>Reload</Button>}
      >
        {failure instanceof Error ? failure.message : "Reload it; if that doesn't help, look at the browser's console."}
      </EmptyState>
    </main>
  );
}
