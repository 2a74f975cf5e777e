import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useEffect, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { Attempt } from "../api/types.ts";
import { CommitLink } from "../changes/CommitLink.tsx";
import { Button } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { classNames } from "../ui/classNames.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { inputClasses } from "../ui/Field.tsx";
import { FilterMenu } from "../ui/FilterMenu.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";

const FILTERS = ["store", "actor", "outcome"] as const;
type Filters = { readonly [Name in (typeof FILTERS)[number]]?: string };

const OUTCOMES = ["ok", "forbidden", "name-taken", "invalid-request", "invalid-store", "changed-meanwhile"];
const TYPING_PAUSE_MS = 300;

/** Every attempt at a change and every look at credentials, failed ones too. */
export function AuditPage() {
  const [params, setParams] = useSearchParams();
  const filters: Filters = Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = params.get(name);
      return value === null || value === "" ? [] : [[name, value]];
    }),
  );
  const change = (name: keyof Filters, value: string | undefined) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === undefined || value === "") after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const attempts = useAttempts(filters);
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Every attempt at a change and every look at credentials, failed ones too."
      />
      <search className="flex flex-wrap gap-2">
        <TextFilter label="Store" value={filters.store} onChange={(value) => change("store", value)} />
        <TextFilter label="Who" value={filters.actor} onChange={(value) => change("actor", value)} />
        <FilterMenu
          label="Outcome"
          value={filters.outcome}
          options={OUTCOMES.map((outcome) => ({ value: outcome, label: outcome }))}
          onChange={(value) => change("outcome", value)}
        />
      </search>
      <Card className="overflow-hidden">
        <Loaded
          query={attempts}
          label="Loading the audit log"
          isEmpty={(data) => data.pages[0]?.items.length === 0}
          empty={
            <EmptyState icon={<ScrollText aria-hidden className="size-5" />} title="Nothing was attempted">
              Whoever changes something, or tries to, is listed here.
            </EmptyState>
          }
        >
          {(data) => (
            <ol aria-label="Attempts" className="divide-y">
              {data.pages
                .flatMap((page) => page.items)
                .map((attempt) => (
                  <AttemptLine key={attempt.id} attempt={attempt} />
                ))}
            </ol>
          )}
        </Loaded>
      </Card>
      {attempts.hasNextPage && (
        <Button
          className="self-center"
          busy={attempts.isFetchingNextPage}
          onClick={() => void attempts.fetchNextPage()}
        >
          Show older ones
        </Button>
      )}
    </>
  );
}

function useAttempts(filters: Filters) {
  return useInfiniteQuery({
    queryKey: queryKeys.audit(filters),
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, limit: 50, ...(pageParam === "" ? {} : { cursor: pageParam }) };
      return unwrap(api.GET("/api/audit", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

interface TextFilterProps {
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
}

function TextFilter({ label, value = "", onChange }: TextFilterProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed sets it off
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      className={classNames(inputClasses, "min-w-32 flex-1 sm:max-w-64")}
    />
  );
}

function AttemptLine({ attempt }: { attempt: Attempt }) {
  const ok = attempt.outcome === "ok";
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 px-4 py-2.5 md:grid-cols-[9rem_minmax(0,1.4fr)_minmax(0,1.4fr)_minmax(0,1fr)_6rem]">
      <span className="text-sm text-muted max-md:order-last">
        <RelativeTime at={attempt.at} />
      </span>
      <div className="min-w-0 max-md:col-start-1 max-md:row-start-1">
        <span className="font-mono text-xs">{attempt.action}</span>
        {attempt.store !== undefined && (
          <Link to={`/stores/${attempt.store}`} className="block truncate font-medium hover:underline">
            {attempt.store}
          </Link>
        )}
      </div>
      <div className="min-w-0 text-sm max-md:col-span-2">
        <span className="block truncate" title={attempt.actor}>
          {attempt.actor}
        </span>
        <span className="block truncate text-muted">
          by {attempt.via}
          {attempt.ip !== undefined && ` from ${attempt.ip}`}
        </span>
      </div>
      <div className="min-w-0 max-md:col-start-2 max-md:row-start-1 max-md:text-right">
        <span
          className={classNames(
            "inline-block rounded-full px-2 py-0.5 text-xs font-medium",
            ok ? "bg-good-soft text-good" : "bg-bad-soft text-bad",
          )}
        >
          {attempt.outcome}
        </span>
        <span className="ml-1.5 text-xs text-muted tabular-nums max-md:hidden">{attempt.status}</span>
      </div>
      <span className="text-right max-md:hidden">
        {attempt.commit !== undefined && <CommitLink id={attempt.commit} />}
      </span>
    </li>
  );
}
