import { Search } from "lucide-react";
import { classNames } from "./classNames.ts";
import { inputClasses } from "./Field.tsx";

interface SearchInputProps {
  /** Its accessible name. */
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** How it takes its place among others. */
  className: string;
}

export function SearchInput({ label, placeholder, value, onChange, className }: SearchInputProps) {
  return (
    <div className={classNames("relative flex-1", className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={classNames(inputClasses, "pl-9")}
      />
    </div>
  );
}
