import { ChevronsUpDown, LogOut, UserRoundPen } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { lazy, Suspense, useState } from "react";
import { usePlatform } from "../platform/usePlatform.ts";
import { MenuContent, MenuItem } from "../ui/Menu.tsx";
import type { User } from "./access.ts";
import { useSignIn } from "./SignInGate.tsx";

const SwitchUserDialog = lazy(async () => ({ default: (await import("./SwitchUserDialog.tsx")).SwitchUserDialog }));

const ROLE_WORDS: Record<User["role"], string> = {
  admin: "Admin: may do everything",
  owner: "Owner: own stores only",
  viewer: "Viewer: may look at everything",
};

/** Who you are; in development mode with a way to be somebody else, elsewhere with the way out. */
export function UserMenu() {
  const platform = usePlatform().data;
  const signIn = useSignIn();
  const [switching, setSwitching] = useState(false);
  const user = platform?.user;
  if (user === undefined) return null;
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
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
              {platform?.auth.mode === "dev" && " · dev mode"}
            </span>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted max-lg:hidden" />
        </DropdownMenu.Trigger>
        <MenuContent align="start">
          <div className="px-2.5 pt-1.5 pb-2">
            <div className="font-medium break-all">{user.id}</div>
            <div className="text-sm text-muted">{ROLE_WORDS[user.role]}</div>
          </div>
          <DropdownMenu.Separator className="-mx-1 mb-1 h-px bg-line" />
          {platform?.auth.mode === "dev" && (
            <MenuItem icon={<UserRoundPen aria-hidden className="size-4" />} onSelect={() => setSwitching(true)}>
              Be somebody else
            </MenuItem>
          )}
          {signIn !== undefined && (
            <MenuItem icon={<LogOut aria-hidden className="size-4" />} onSelect={() => void signIn.end()}>
              Sign out
            </MenuItem>
          )}
        </MenuContent>
      </DropdownMenu.Root>
      <Suspense>{switching && <SwitchUserDialog current={user} onClose={() => setSwitching(false)} />}</Suspense>
    </>
  );
}
