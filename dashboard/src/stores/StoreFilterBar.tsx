import { useEffect, useState } from "react";
import type { StoreFilters } from "../api/queryKeys.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { FilterMenu } from "../ui/FilterMenu.tsx";
import { SearchInput } from "../ui/SearchInput.tsx";
import { SORTS } from "./storeListQuery.ts";
import { useEngines } from "./useEngines.ts";
import type { FilterChange } from "./useStoreFilters.ts";

/** Milliseconds after the last key before the list is searched. */
const TYPING_PAUSE_MS = 200;
/** More owners than this are found by the search of their stores. */
const MOST_OWNERS = 30;

interface StoreFilterBarProps {
  filters: StoreFilters;
  /** Owners of the stores that are loaded. */
  owners: readonly string[];
  onChange: (change: FilterChange) => void;
}

export function StoreFilterBar({ filters, owners, onChange }: StoreFilterBarProps) {
  const engines = useEngines().data ?? [];
  const user = usePlatform().data?.user;
  return (
    <search className="flex flex-wrap gap-2">
      <SearchField value={filters.search ?? ""} onChange={(search) => onChange({ search })} />
      {engines.length > 1 && (
        <FilterMenu
          label="Engine"
          value={filters.engine}
          options={engines.map((engine) => ({ value: engine.name, label: engine.displayName }))}
          onChange={(engine) => onChange({ engine })}
        />
      )}
      {user !== undefined && user.role !== "owner" && (
        <FilterMenu
          label="Owner"
          value={filters.owner}
          options={ownerOptions(owners, filters.owner, user.id)}
          onChange={(owner) => onChange({ owner })}
        />
      )}
      <FilterMenu
        label="Sort"
        none="Name"
        value={filters.sort}
        options={SORTS.slice(1)}
        onChange={(sort) => onChange({ sort })}
      />
    </search>
  );
}

function SearchField({ value: applied, onChange }: { value: string; onChange: (search: string) => void }) {
  const [typed, setTyped] = useState(applied);
  useEffect(() => setTyped(applied), [applied]);
  useEffect(() => {
    if (typed === applied) return;
    const timer = setTimeout(() => onChange(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, applied, onChange]);
  return (
    <SearchInput
      label="Search stores"
      placeholder="Search by name"
      value={typed}
      onChange={setTyped}
      className="min-w-0 basis-full sm:basis-56"
    />
  );
}

/** You first, then the others there are; who is chosen is always among them. */
function ownerOptions(owners: readonly string[], chosen: string | undefined, self: string) {
  const others = [...new Set(chosen === undefined ? owners : [chosen, ...owners])].filter((owner) => owner !== self);
  const listed = others.toSorted().slice(0, MOST_OWNERS);
  return [{ value: self, label: "Mine" }, ...listed.map((owner) => ({ value: owner, label: owner }))];
}
