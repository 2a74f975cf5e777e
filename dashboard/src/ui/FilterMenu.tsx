import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { buttonClasses } from "./Button.tsx";
import { classNames } from "./classNames.ts";
import { MenuContent, menuItemClasses } from "./Menu.tsx";

interface FilterMenuProps {
  /** What is filtered by, such as "Status". */
  label: string;
  value: string | undefined;
  /** What it is called when nothing is picked. */
  none?: string;
  options: readonly { value: string; label: string; mark?: ReactNode }[];
  onChange: (value: string | undefined) => void;
}

/** A drop-down that picks one value, or all. */
export function FilterMenu({ label, value, none = "All", options, onChange }: FilterMenuProps) {
  const chosen = options.find((option) => option.value === value);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={classNames(buttonClasses("outline"), "font-normal max-sm:px-2.5")}>
        <span className="text-muted">{label}</span>{" "}
        <span className={classNames("max-w-40 truncate font-medium", chosen === undefined && "max-sm:hidden")}>
          {chosen?.label ?? none}
        </span>
        <ChevronDown aria-hidden className="size-4 text-muted" />
      </DropdownMenu.Trigger>
      <MenuContent align="end">
        <DropdownMenu.RadioGroup value={value ?? ""} onValueChange={(next) => onChange(next === "" ? undefined : next)}>
          {[{ value: "", label: none }, ...options].map((option) => (
            <DropdownMenu.RadioItem key={option.value} value={option.value} className={menuItemClasses}>
              {"mark" in option && option.mark}
              {option.label}
              <DropdownMenu.ItemIndicator className="ml-auto pl-4">
                <Check aria-hidden className="size-4" />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      </MenuContent>
    </DropdownMenu.Root>
  );
}
