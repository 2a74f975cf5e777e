import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import type { StoreFilters } from "../api/queryKeys.ts";
import { classNames } from "../ui/classNames.ts";
import { inputClasses } from "../ui/Field.tsx";
import { FilterMenu } from "../ui/FilterMenu.tsx";
import { PHASE_NAMES } from "./phases.ts";
import { PhaseDot } from "./StatusChip.tsx";
import { useEngines } from "./useEngines.ts";

const STATUS_OPTIONS = PHASE_NAMES.map((phase) => ({ value: phase, label: phase, mark: <PhaseDot phase={phase} /> }));

/** Milliseconds after the last key before the list is searched. */
const TYPING_PAUSE_MS = 200;

interface StoreFilterBarProps {
  filters: StoreFilters;
  onChange: (change: Partial<Record<keyof StoreFilters, string | undefined>>) => void;
}

export function StoreFilterBar({ filters, onChange }: StoreFilterBarProps) {
  const engines = useEngines().data ?? [];
  const [search, setSearch] = useState(filters.search ?? "");
  const applied = filters.search ?? "";

  useEffect(() => setSearch(applied), [applied]);
  useEffect(() => {
    if (search === applied) return;
    const timer = setTimeout(() => onChange({ search }), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [search, applied, onChange]);

  return (
    <search className="flex flex-wrap gap-2">
      <div className="relative min-w-0 flex-1 basis-full sm:basis-56">
        <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
        <input
          type="search"
          aria-label="Search stores"
          placeholder="Search by name or owner"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className={classNames(inputClasses, "pl-9")}
        />
      </div>
      <FilterMenu
        label="Status"
        value={filters.status}
        options={STATUS_OPTIONS}
        onChange={(status) => onChange({ status })}
      />
      {engines.length > 1 && (
        <FilterMenu
          label="Engine"
          value={filters.engine}
          options={engines.map((engine) => ({ value: engine.name, label: engine.displayName }))}
          onChange={(engine) => onChange({ engine })}
        />
      )}
    </search>
  );
}
