import { LogOut, UserRoundPen } from "lucide-react";
import type { ReactElement } from "react";
import { Menu, MenuItem, MenuSeparator } from "../ui/Menu.tsx";
import type { User } from "./access.ts";
import { useSignIn } from "./SignInGate.tsx";

const ROLE_WORDS: Record<User["role"], string> = {
  admin: "Admin: may do everything",
  owner: "Owner: own stores only",
  viewer: "Viewer: may look at everything",
};

interface UserMenuItemsProps {
  trigger: ReactElement;
  user: User;
  /** Where one can be somebody else. */
  onSwitch?: () => void;
}

/** Who you are in full, and what can be done about it. */
export function UserMenuItems({ trigger, user, onSwitch }: UserMenuItemsProps) {
  const signIn = useSignIn();
  return (
    <Menu trigger={trigger} align="start" defaultOpen>
      <div className="px-2.5 pt-1.5 pb-1">
        <div className="font-medium break-all">{user.id}</div>
        <div className="text-sm text-muted">{ROLE_WORDS[user.role]}</div>
      </div>
      <MenuSeparator />
      {onSwitch !== undefined && (
        <MenuItem icon={<UserRoundPen aria-hidden className="size-4" />} onSelect={onSwitch}>
          Be somebody else
        </MenuItem>
      )}
      {signIn !== undefined && (
        <MenuItem icon={<LogOut aria-hidden className="size-4" />} onSelect={() => void signIn.end()}>
          Sign out
        </MenuItem>
      )}
    </Menu>
  );
}
