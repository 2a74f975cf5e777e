import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { buttonClasses } from "./Button.tsx";
import { classNames } from "./classNames.ts";

interface FilterMenuProps {
  /** What is filtered by, such as "Status". */
  label: string;
  value: string | undefined;
  options: readonly { value: string; label: string; mark?: ReactNode }[];
  onChange: (value: string | undefined) => void;
}

/** A drop-down that picks one value, or all. */
export function FilterMenu({ label, value, options, onChange }: FilterMenuProps) {
  const chosen = options.find((option) => option.value === value);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={classNames(buttonClasses("outline"), "font-normal")}>
        <span className="text-muted">{label}</span> <span className="font-medium">{chosen?.label ?? "All"}</span>
        <ChevronDown aria-hidden className="size-4 text-muted" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-50 max-h-[60dvh] min-w-44 animate-appear overflow-y-auto rounded-lg border bg-surface p-1 shadow-raised"
        >
          <DropdownMenu.RadioGroup
            value={value ?? ""}
            onValueChange={(next) => onChange(next === "" ? undefined : next)}
          >
            {[{ value: "", label: "All" }, ...options].map((option) => (
              <DropdownMenu.RadioItem
                key={option.value}
                value={option.value}
                className="flex cursor-default items-center gap-2 rounded-md py-1.5 pr-2 pl-2.5 outline-none data-highlighted:bg-hover"
              >
                {"mark" in option && option.mark}
                {option.label}
                <DropdownMenu.ItemIndicator className="ml-auto pl-4">
                  <Check aria-hidden className="size-4" />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
