import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactElement } from "react";
import { Menu, menuItemClasses } from "./Menu.tsx";

interface FilterOptionsProps {
  trigger: ReactElement;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** What a filter can be set to. */
export function FilterOptions({ trigger, value, options, onChange }: FilterOptionsProps) {
  return (
    <Menu trigger={trigger} align="end" defaultOpen>
      <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
        {options.map((option) => (
          <DropdownMenu.RadioItem key={option.value} value={option.value} className={menuItemClasses}>
            {option.label}
            <DropdownMenu.ItemIndicator className="ml-auto pl-4">
              <Check aria-hidden className="size-4" />
            </DropdownMenu.ItemIndicator>
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </Menu>
  );
}
