import { Navigate, type RouteObject } from "react-router";
import { StoresPage } from "../stores/StoresPage.tsx";
import { PageSkeleton } from "../ui/Skeleton.tsx";
import { AppShell } from "./AppShell.tsx";
import { NotFoundPage, RouteErrorPage } from "./ErrorPages.tsx";

/** A page that is loaded when it is visited. */
function page(path: string, load: () => Promise<React.ComponentType>): RouteObject {
  return { path, HydrateFallback: PageSkeleton, lazy: async () => ({ Component: await load() }) };
}

/** Pages by address. The list comes with the first load, the others when they are visited. */
export const routes: RouteObject[] = [
  {
    path: "/",
    element: <AppShell />,
    errorElement: <RouteErrorPage />,
    children: [
      { index: true, element: <Navigate to="/stores" replace /> },
      { path: "stores", element: <StoresPage /> },
      page("new", async () => (await import("../create-store/CreateStorePage.tsx")).CreateStorePage),
      page("stores/:name", async () => (await import("../store/StorePage.tsx")).StorePage),
      page("stores/:name/progress", async () => (await import("../progress/ProgressPage.tsx")).ProgressPage),
      page("changes", async () => (await import("../changes/ChangesPage.tsx")).ChangesPage),
      page("changes/:commit", async () => (await import("../changes/ChangePage.tsx")).ChangePage),
      page("fleet", async () => (await import("../fleet/FleetPage.tsx")).FleetPage),
      page("engines", async () => (await import("../engines/EnginesPage.tsx")).EnginesPage),
      page("audit", async () => (await import("../audit/AuditPage.tsx")).AuditPage),
      page("tokens", async () => (await import("../tokens/TokensPage.tsx")).TokensPage),
      page("health", async () => (await import("../health/HealthPage.tsx")).HealthPage),
      page("upgrades/:id", async () => (await import("../upgrades/UpgradePage.tsx")).UpgradePage),
      { path: "*", element: <NotFoundPage /> },
    ],
  },
];
