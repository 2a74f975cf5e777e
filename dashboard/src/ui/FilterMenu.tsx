import { ChevronDown } from "lucide-react";
import { lazy } from "react";
import { buttonClasses } from "./Button.tsx";
import { classNames } from "./classNames.ts";
import { MenuButton } from "./MenuButton.tsx";

const loadOptions = () => import("./FilterOptions.tsx");
const FilterOptions = lazy(async () => ({ default: (await loadOptions()).FilterOptions }));

interface FilterMenuProps {
  /** What is filtered by, such as "Status". */
  label: string;
  value: string | undefined;
  /** What it is called when nothing is picked. */
  none?: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

/** A drop-down that picks one value, or all. */
export function FilterMenu({ label, value, none = "All", options, onChange }: FilterMenuProps) {
  const chosen = options.find((option) => option.value === value);
  return (
    <MenuButton
      onPrepare={() => void loadOptions()}
      menu={(trigger) => (
        <FilterOptions
          trigger={trigger}
          value={value ?? ""}
          options={[{ value: "", label: none }, ...options]}
          onChange={(next) => onChange(next === "" ? undefined : next)}
        />
      )}
      className={classNames(buttonClasses("outline"), "font-normal max-sm:px-2.5")}
    >
      <span className="text-muted">{label}</span>{" "}
      <span className={classNames("max-w-40 truncate font-medium", chosen === undefined && "max-sm:hidden")}>
        {chosen?.label ?? none}
      </span>
      <ChevronDown aria-hidden className="size-4 text-muted" />
    </MenuButton>
  );
}
