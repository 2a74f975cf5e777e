import { Menu } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Link, Outlet, useLocation } from "react-router";
import { CommandPaletteButton, CommandPaletteHost } from "../command-palette/CommandPaletteHost.tsx";
import { UserMenu } from "../identity/UserMenu.tsx";
import { LiveIndicator } from "../platform/LiveIndicator.tsx";
import { usePlatform } from "../platform/usePlatform.ts";
import { useStreamState } from "../stream/StreamProvider.tsx";
import { IconButton } from "../ui/Button.tsx";
import { Logo } from "../ui/Logo.tsx";
import { ThemeToggle } from "../ui/ThemeToggle.tsx";
import { ToastProvider } from "../ui/ToastProvider.tsx";
import { MainNavigation } from "./MainNavigation.tsx";

const NavigationSheet = lazy(async () => ({ default: (await import("./NavigationSheet.tsx")).NavigationSheet }));

/** The frame of every page: navigation beside it on a wide screen, behind a button on a narrow one. */
export function AppShell() {
  const user = usePlatform().data?.user;
  const stream = useStreamState();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);

  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <ToastProvider>
      <CommandPaletteHost>
        <div className="min-h-dvh lg:pl-60">
          <a
            href="#main"
            className="sr-only z-50 rounded-md bg-solid px-3 py-2 text-on-solid focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
          >
            Skip to content
          </a>
          <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-canvas/90 px-4 backdrop-blur lg:fixed lg:backdrop-blur-none lg:inset-y-0 lg:left-0 lg:h-auto lg:w-60 lg:flex-col lg:items-stretch lg:gap-5 lg:border-r lg:border-b-0 lg:bg-sunken lg:px-3 lg:py-5">
            <Home />
            <div className="hidden flex-col gap-5 lg:flex">
              <CommandPaletteButton wide />
              <MainNavigation user={user} />
            </div>
            <div className="ml-auto flex min-w-0 items-center gap-1 lg:mt-auto lg:ml-0 lg:flex-col lg:items-stretch lg:gap-3">
              <div className="min-w-0 px-1 max-sm:hidden lg:px-2.5">
                <LiveIndicator state={stream} />
              </div>
              <div className="flex min-w-0 items-center gap-1 lg:border-t lg:pt-3">
                <UserMenu />
                <ThemeToggle />
              </div>
              <CommandPaletteButton wide={false} />
              <NarrowMenu />
            </div>
          </header>
          {stream.phase !== "live" && (
            <div className="sticky top-14 z-20 border-b bg-warn-soft px-4 py-1.5 sm:hidden">
              <LiveIndicator state={stream} />
            </div>
          )}
          <main
            id="main"
            ref={main}
            tabIndex={-1}
            className="mx-auto flex w-full max-w-6xl flex-col gap-5 px-4 py-6 outline-none sm:px-8 sm:py-10"
          >
            <Outlet />
          </main>
        </div>
      </CommandPaletteHost>
    </ToastProvider>
  );
}

function Home() {
  return (
    <Link to="/stores" aria-label="Storeplane" className="flex items-center gap-2.5 rounded-md lg:px-2">
      <Logo className="size-7" />
      <span className="text-lg font-semibold tracking-tight">Storeplane</span>
    </Link>
  );
}

/** The button that opens the navigation on a narrow screen; wide ones never load what it opens. */
function NarrowMenu() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label="Menu"
        aria-haspopup="dialog"
        aria-expanded={open}
        className="lg:hidden"
        onClick={() => setOpen(true)}
      >
        <Menu aria-hidden className="size-5" />
      </IconButton>
      {open && (
        <Suspense>
          <NavigationSheet onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
