import { DropdownMenu } from "radix-ui";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { classNames } from "./classNames.ts";

interface MenuProps {
  trigger: ReactElement;
  align: "start" | "end";
  /** For a menu that is drawn only when its button has been pressed. */
  defaultOpen?: boolean;
  children: ReactNode;
}

/** What opens below its button. */
export function Menu({ trigger, align, defaultOpen = false, children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen={defaultOpen}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          sideOffset={6}
          collisionPadding={8}
          align={align}
          className="z-50 max-h-[60dvh] min-w-44 animate-appear overflow-y-auto rounded-lg border bg-surface p-1 shadow-raised"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** A line between what can be done. */
export function MenuSeparator() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
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
