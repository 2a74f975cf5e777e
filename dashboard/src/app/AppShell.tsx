import { History, Store } from "lucide-react";
import { useEffect, useRef } from "react";
import { NavLink, Outlet, useLocation } from "react-router";
import type { Platform } from "../api/types.ts";
import { LiveIndicator } from "../platform/LiveIndicator.tsx";
import { usePlatform } from "../platform/usePlatform.ts";
import { useStreamState } from "../stream/StreamProvider.tsx";
import type { StreamState } from "../stream/streamConnection.ts";
import { classNames } from "../ui/classNames.ts";
import { Logo } from "../ui/Logo.tsx";
import { ThemeToggle } from "../ui/ThemeToggle.tsx";

const SECTIONS = [
  { to: "/stores", label: "Stores", Icon: Store },
  { to: "/changes", label: "Changes", Icon: History },
];

/** The frame of every page: navigation beside it on a wide screen, above it on a narrow one. */
export function AppShell() {
  const platform = usePlatform();
  const stream = useStreamState();
  const lost = stream.phase === "reconnecting";
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
    <div className="min-h-dvh lg:pl-60">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-solid px-3 py-2 text-on-solid focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-30 flex h-14 items-center gap-4 border-b bg-canvas/90 px-4 backdrop-blur lg:fixed lg:inset-y-0 lg:left-0 lg:h-auto lg:w-60 lg:flex-col lg:items-stretch lg:gap-6 lg:border-r lg:border-b-0 lg:bg-sunken lg:px-3 lg:py-5">
        <NavLink to="/stores" aria-label="Storeplane" className="flex items-center gap-2.5 rounded-md lg:px-2">
          <Logo className="size-7" />
          <span className="hidden text-lg font-semibold tracking-tight sm:inline">Storeplane</span>
        </NavLink>
        <nav aria-label="Main" className="flex gap-1 lg:flex-col">
          {SECTIONS.map(({ to, label, Icon }) => (
            <NavLink
              key={to}
              to={to}
              className={({ isActive }) =>
                classNames(
                  "flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium transition-colors",
                  isActive
                    ? "bg-hover text-ink lg:bg-surface lg:shadow-card lg:ring-1 lg:ring-line"
                    : "text-muted hover:bg-hover hover:text-ink",
                )
              }
            >
              <Icon aria-hidden className="size-4" />
              {label}
            </NavLink>
          ))}
        </nav>
        <ShellFooter platform={platform.data} stream={stream} />
      </header>
      {lost && (
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
  );
}

function ShellFooter({ platform, stream }: { platform: Platform | undefined; stream: StreamState }) {
  return (
    <div className="ml-auto flex min-w-0 items-center gap-2 lg:mt-auto lg:ml-0 lg:flex-col lg:items-stretch lg:gap-3">
      <div className={classNames("min-w-0 lg:px-2", stream.phase !== "live" && "max-sm:hidden")}>
        <LiveIndicator state={stream} />
      </div>
      <div className="flex items-center gap-2 lg:border-t lg:pt-3 lg:pl-2">
        {platform?.user !== undefined && (
          <div className="hidden min-w-0 flex-1 lg:block">
            <div className="truncate text-sm font-medium" title={platform.user.id}>
              {platform.user.id}
            </div>
            <div className="text-xs text-muted capitalize">{platform.user.role}</div>
          </div>
        )}
        <div className="ml-auto">
          <ThemeToggle />
        </div>
      </div>
    </div>
  );
}
