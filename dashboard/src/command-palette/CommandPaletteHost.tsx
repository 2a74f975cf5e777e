import { Search } from "lucide-react";
import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useState } from "react";
import { IconButton } from "../ui/Button.tsx";

const loadPalette = () => import("./CommandPalette.tsx");
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));

const OpenPalette = createContext<() => void>(() => {});

/** Opens the command palette on Ctrl K (⌘ K), wherever one is. It is loaded when it is first opened. */
export function CommandPaletteHost({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <OpenPalette value={() => setOpen(true)}>
      {children}
      {open && (
        <Suspense>
          <CommandPalette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </OpenPalette>
  );
}

const KEYS = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? "") ? "⌘ K" : "Ctrl K";

/** The palette's button: a field beside the page on a wide screen, an icon above it on a narrow one. */
export function CommandPaletteButton({ wide }: { wide: boolean }) {
  const open = useContext(OpenPalette);
  if (!wide) {
    return (
      <IconButton label="Find or do" onClick={open} className="lg:hidden">
        <Search aria-hidden className="size-5" />
      </IconButton>
    );
  }
  return (
    <button
      type="button"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={open}
      onPointerEnter={() => void loadPalette()}
      className="flex h-9 items-center gap-2.5 rounded-md border bg-surface px-2.5 text-muted transition-colors hover:border-control hover:text-ink"
    >
      <Search aria-hidden className="size-4" />
      Find or do
      <kbd className="ml-auto rounded-sm border bg-sunken px-1.5 font-sans text-xs">{KEYS}</kbd>
    </button>
  );
}
