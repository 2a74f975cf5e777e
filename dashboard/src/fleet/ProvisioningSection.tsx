import { useQuery } from "@tanstack/react-query";
import { Timer } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { ProvisioningTimes } from "../api/types.ts";
import { Section } from "../ui/Card.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { LineChart } from "../ui/LineChart.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { duration } from "../ui/relativeTime.ts";
import { Segments } from "../ui/Segments.tsx";

const SPANS = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
] as const;

const LINES = [
  { key: "p50", label: "half of them", className: "text-good-mark" },
  { key: "p95", label: "95 of 100", className: "text-accent-mark" },
  { key: "p99", label: "99 of 100", className: "text-warn-mark" },
] as const;

/** How long stores took from their commit until they were Ready. */
export function ProvisioningSection() {
  const [span, setSpan] = useState<(typeof SPANS)[number]["value"]>("30");
  const days = Number(span);
  const times = useQuery({
    queryKey: queryKeys.provisioning(days),
    queryFn: ({ signal }) => unwrap(api.GET("/api/provisioning", { params: { query: { days } }, signal })),
    refetchInterval: 60_000,
  });
  return (
    <Section
      title="From commit to Ready"
      action={<Segments label="Over how long" options={SPANS} value={span} onChange={setSpan} />}
    >
      <Loaded
        query={times}
        label="Loading the times"
        isEmpty={(data) => data.days.length === 0}
        empty={
          <EmptyState icon={<Timer aria-hidden className="size-5" />} title="No store got Ready in this time">
            Each new store's way is measured, and shown here.
          </EmptyState>
        }
      >
        {(data) => <Times data={data} />}
      </Loaded>
    </Section>
  );
}

function Times({ data }: { data: ProvisioningTimes }) {
  return (
    <div className="flex flex-col">
      <div className="p-4">
        <LineChart
          label="Seconds from commit to Ready, by day"
          points={data.days.map((day) => ({ label: day.day, values: [day.p50, day.p95, day.p99] }))}
          lines={LINES}
          format={duration}
        />
      </div>
      <div className="overflow-x-auto border-t">
        <table className="w-full text-sm">
          <thead className="bg-sunken text-left text-xs text-muted">
            <tr>
              <th className="px-4 py-2 font-medium">Engine</th>
              <th className="px-4 py-2 text-right font-medium">Stores</th>
              <th className="px-4 py-2 text-right font-medium">p50</th>
              <th className="px-4 py-2 text-right font-medium">p95</th>
              <th className="px-4 py-2 text-right font-medium">p99</th>
            </tr>
          </thead>
          <tbody className="divide-y tabular-nums">
            {data.engines.map(({ engine, count, p50, p95, p99 }) => (
              <tr key={engine}>
                <th scope="row" className="px-4 py-2 text-left font-medium">
                  {engine}
                </th>
                <td className="px-4 py-2 text-right text-muted">{count.toLocaleString("en")}</td>
                <td className="px-4 py-2 text-right">{duration(p50)}</td>
                <td className="px-4 py-2 text-right">{duration(p95)}</td>
                <td className="px-4 py-2 text-right">{duration(p99)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details className="group border-t">
        <summary className="px-4 py-2.5 text-sm text-muted hover:text-ink">The latest, one by one</summary>
        <ul className="divide-y border-t text-sm">
          {data.latest.map((one) => (
            <li key={`${one.store} ${one.readyAt}`} className="flex flex-wrap gap-x-3 px-4 py-2">
              <Link to={`/stores/${one.store}`} className="font-medium hover:underline">
                {one.store}
              </Link>
              <span className="text-muted">
                {one.engine} {one.chartVersion} · <RelativeTime at={one.readyAt} />
              </span>
              <span className="ml-auto tabular-nums">{duration(one.seconds)}</span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
