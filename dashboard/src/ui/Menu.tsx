import { DropdownMenu } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./classNames.ts";

/** What opens below a button. */
export function MenuContent({ className, ...rest }: ComponentProps<typeof DropdownMenu.Content>) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        sideOffset={6}
        collisionPadding={8}
        {...rest}
        className={classNames(
          "z-50 max-h-[60dvh] min-w-44 animate-appear overflow-y-auto rounded-lg border bg-surface p-1 shadow-raised",
          className,
        )}
      />
    </DropdownMenu.Portal>
  );
}

export const menuItemClasses =
  "flex cursor-default items-center gap-2.5 rounded-md py-1.5 pr-2 pl-2.5 outline-none data-highlighted:bg-hover data-disabled:opacity-50";

interface MenuItemProps extends ComponentProps<typeof DropdownMenu.Item> {
  icon?: ReactNode;
  danger?: boolean;
}

/** One thing to do. */
export function MenuItem({ icon, danger = false, children, className, ...rest }: MenuItemProps) {
  return (
    <DropdownMenu.Item {...rest} className={classNames(menuItemClasses, danger && "text-bad", className)}>
      {icon !== undefined && <span className={danger ? undefined : "text-muted"}>{icon}</span>}
      {children}
    </DropdownMenu.Item>
  );
}
