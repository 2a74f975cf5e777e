import { Suspense, useEffect } from "react";
import { Outlet, useLocation } from "react-router";
import { CartDrawer } from "../cart/CartDrawer.tsx";
import { PageSkeleton } from "../feedback/PageSkeleton.tsx";
import { Footer } from "./Footer.tsx";
import { Header } from "./Header.tsx";

/** The frame of every page. */
export function Layout() {
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page starts at its top
  useEffect(() => {
    window.scrollTo({ top: 0, behavior: "instant" });
  }, [pathname]);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-full focus:bg-ink focus:px-4 focus:py-2 focus:text-paper"
      >
        Skip to content
      </a>
      <Header />
      <main id="content" className="flex-1">
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <Footer />
      <CartDrawer />
    </div>
  );
}
