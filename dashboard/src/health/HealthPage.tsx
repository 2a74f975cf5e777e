import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { api } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { Health } from "../api/types.ts";
import { LiveIndicator } from "../platform/LiveIndicator.tsx";
import { StartupPanel } from "../platform/StartupPanel.tsx";
import { usePlatform } from "../platform/usePlatform.ts";
import { useStreamState } from "../stream/StreamProvider.tsx";
import { Card, Section } from "../ui/Card.tsx";
import { classNames } from "../ui/classNames.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { shortId } from "../ui/shortId.ts";

const WORDS: Record<string, { name: string; meaning: string }> = {
  process: { name: "Control API", meaning: "Answers, and isn't overloaded." },
  git: { name: "Git server", meaning: "The stores repository can be read and written." },
  argocd: { name: "Argo CD and its cluster", meaning: "Statuses are live." },
  postgres: { name: "PostgreSQL", meaning: "Holds the audit log, API tokens, limits and measured times." },
};

const VERDICTS: Record<Health["status"], { title: string; Icon: typeof CircleCheck; className: string }> = {
  ok: { title: "Everything works", Icon: CircleCheck, className: "text-good" },
  degraded: { title: "It works, but not all of it", Icon: TriangleAlert, className: "text-warn" },
  down: { title: "The platform can't work like this", Icon: CircleX, className: "text-bad" },
};

/** How the platform itself is: what it depends on, and since when. */
export function HealthPage() {
  const platform = usePlatform().data;
  const stream = useStreamState();
  const health = useQuery({
    queryKey: queryKeys.health,
    queryFn: async ({ signal }) => {
      // 503 is an answer here, with the same body.
      const { data, error } = await api.GET("/api/health", { signal });
      const report: unknown = data ?? error;
      if (isHealth(report)) return report;
      throw new Error("The control API doesn't say how it is.");
    },
    refetchInterval: 5_000,
  });
  return (
    <>
      <PageHeader title="Health" description="What the platform depends on, and how that is." />
      {platform !== undefined && <StartupPanel parts={platform.startup} />}
      <Loaded query={health} label="Loading the health">
        {(data) => <Checks health={data} />}
      </Loaded>
      <Section title="What this page sees">
        <dl className="flex flex-col gap-2 px-4 py-3.5 text-sm">
          <Fact name="Live changes">
            <LiveIndicator state={stream} />
          </Fact>
          {platform?.git.revision !== undefined && (
            <Fact name="Branch tip">
              <code className="font-mono text-xs">{shortId(platform.git.revision)}</code>
              {platform.git.fetchedAt !== undefined && (
                <>
                  , fetched <RelativeTime at={platform.git.fetchedAt} />
                </>
              )}
            </Fact>
          )}
          {platform?.argocd.observedAt !== undefined && (
            <Fact name="Argo CD">
              seen <RelativeTime at={platform.argocd.observedAt} />
            </Fact>
          )}
        </dl>
      </Section>
    </>
  );
}

function isHealth(report: unknown): report is Health {
  return typeof report === "object" && report !== null && "checks" in report && Array.isArray(report.checks);
}

function Checks({ health }: { health: Health }) {
  const { title, Icon, className } = VERDICTS[health.status];
  return (
    <Card className="overflow-hidden">
      <div className="flex items-center gap-3 border-b px-4 py-4">
        <Icon aria-hidden className={classNames("size-6", className)} />
        <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
      </div>
      <ul aria-label="Checks" className="divide-y">
        {health.checks.map((check) => (
          <li key={check.name} className="flex items-start gap-3 px-4 py-3">
            {check.ok ? (
              <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
            ) : (
              <CircleX
                aria-hidden
                className={classNames("mt-0.5 size-4 shrink-0", check.required ? "text-bad" : "text-warn")}
              />
            )}
            <div className="min-w-0 flex-1">
              <div className="font-medium">{WORDS[check.name]?.name ?? check.name}</div>
              <p className="text-sm text-muted">{check.ok ? WORDS[check.name]?.meaning : check.detail}</p>
              {!check.ok && check.lastError !== undefined && (
                <p className="text-sm text-bad">
                  {check.lastError.message}, <RelativeTime at={check.lastError.at} />
                </p>
              )}
            </div>
            <div className="shrink-0 text-right text-sm text-muted">
              <div>{check.ok ? "Up" : "Down"}</div>
              {check.since !== undefined && (
                <div>
                  since <RelativeTime at={check.since} />
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-3">
      <dt className="w-28 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1">{children}</dd>
    </div>
  );
}
