import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { StoreUsage } from "../api/types.ts";
import { Section } from "../ui/Card.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { ProgressBar } from "../ui/ProgressBar.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { Sparkline } from "../ui/Sparkline.tsx";
import { amount, quotaWords } from "./quotaWords.ts";

const PACE_MS = 10_000;
/** Samples kept while the page is open: five minutes. */
const MOST_SAMPLES = 30;
/** Fuller than this is worth a colour. */
const NEARLY_FULL = 0.9;

/** What the store uses of what it may. */
export function UsageCard({ storeName }: { storeName: string }) {
  const usage = useQuery({
    queryKey: queryKeys.usage(storeName),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/stores/{name}/usage", { params: { path: { name: storeName } }, signal })),
    refetchInterval: PACE_MS,
    retry: 1,
  });
  return (
    <Section title="Usage">
      <div className="flex flex-col gap-3 px-4 py-3.5">
        <Loaded
          query={usage}
          label="Loading the usage"
          skeleton={<Skeleton className="h-24" />}
          isEmpty={(data) => data.quota.length === 0 && data.cpu === undefined}
          empty={<p className="text-sm text-muted">The cluster doesn't measure this store yet.</p>}
        >
          {(data) => (
            <>
              <Trend data={data} />
              {data.quota.map(({ resource, used, limit }) => (
                <div key={resource} className="flex flex-col gap-1">
                  <div className="flex justify-between gap-3 text-sm">
                    <span>{quotaWords(resource)}</span>
                    <span className="text-muted tabular-nums">
                      {amount(resource, used)} of {amount(resource, limit)}
                    </span>
                  </div>
                  <ProgressBar
                    label={quotaWords(resource)}
                    value={used}
                    total={limit}
                    tone={limit > 0 && used / limit > NEARLY_FULL ? "warn" : "accent"}
                  />
                </div>
              ))}
            </>
          )}
        </Loaded>
      </div>
    </Section>
  );
}

/** CPU and memory over the time that the page is open. */
function Trend({ data }: { data: StoreUsage }) {
  const [samples, setSamples] = useState<readonly StoreUsage[]>([]);
  useEffect(() => setSamples((before) => [...before, data].slice(-MOST_SAMPLES)), [data]);
  if (data.cpu === undefined && data.memory === undefined) return null;
  return (
    <div className="grid grid-cols-2 gap-4 border-b pb-3">
      {(["cpu", "memory"] as const).map((kind) => {
        const now = data[kind];
        if (now === undefined) return null;
        return (
          <div key={kind}>
            <div className="text-sm text-muted">{kind === "cpu" ? "CPU now" : "Memory now"}</div>
            <div className="font-medium tabular-nums">{amount(kind, now)}</div>
            <Sparkline values={samples.map((sample) => sample[kind] ?? 0)} className="mt-1 h-8" />
          </div>
        );
      })}
    </div>
  );
}
