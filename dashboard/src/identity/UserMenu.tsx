import { ChevronsUpDown } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { usePlatform } from "../platform/usePlatform.ts";
import { MenuButton } from "../ui/MenuButton.tsx";

const loadItems = () => import("./UserMenuItems.tsx");
const UserMenuItems = lazy(async () => ({ default: (await loadItems()).UserMenuItems }));
const SwitchUserDialog = lazy(async () => ({ default: (await import("./SwitchUserDialog.tsx")).SwitchUserDialog }));

/** Who you are; in development mode with a way to be somebody else, elsewhere with the way out. */
export function UserMenu() {
  const platform = usePlatform().data;
  const [switching, setSwitching] = useState(false);
  const user = platform?.user;
  if (user === undefined) return null;
  const dev = platform?.auth.mode === "dev";
  return (
    <>
      <MenuButton
        onPrepare={() => void loadItems()}
        menu={(trigger) => (
          <UserMenuItems trigger={trigger} user={user} {...(dev ? { onSwitch: () => setSwitching(true) } : {})} />
        )}
        aria-label={`You are ${user.id}, ${user.role}`}
        className="flex min-w-0 flex-1 items-center gap-2.5 rounded-md p-1.5 text-left transition-colors hover:bg-hover"
      >
        <span
          aria-hidden
          className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-sm font-semibold text-accent uppercase"
        >
          {user.id.charAt(0)}
        </span>
        <span className="min-w-0 flex-1 max-lg:hidden">
          <span className="block truncate text-sm font-medium">{user.id}</span>
          <span className="block text-xs text-muted">
            <span className="capitalize">{user.role}</span>
            {dev && " · dev mode"}
          </span>
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted max-lg:hidden" />
      </MenuButton>
      <Suspense>{switching && <SwitchUserDialog current={user} onClose={() => setSwitching(false)} />}</Suspense>
    </>
  );
}
