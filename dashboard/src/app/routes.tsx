import { Navigate, type RouteObject } from "react-router";
import { StoresPage } from "../stores/StoresPage.tsx";
import { PageSkeleton } from "../ui/Skeleton.tsx";
import { AppShell } from "./AppShell.tsx";
import { NotFoundPage, RouteErrorPage } from "./ErrorPages.tsx";

/** Pages by address. The list comes with the first load, the others when they are visited. */
export const routes: RouteObject[] = [
  {
    path: "/",
    element: <AppShell />,
    errorElement: <RouteErrorPage />,
    children: [
      { index: true, element: <Navigate to="/stores" replace /> },
      { path: "stores", element: <StoresPage /> },
      {
        path: "stores/:name",
        HydrateFallback: PageSkeleton,
        lazy: async () => ({ Component: (await import("../store/StorePage.tsx")).StorePage }),
      },
      {
        path: "changes",
        HydrateFallback: PageSkeleton,
        lazy: async () => ({ Component: (await import("../changes/ChangesPage.tsx")).ChangesPage }),
      },
      { path: "*", element: <NotFoundPage /> },
    ],
  },
];
