import { ArrowRight, Check, CircleX, ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import type { StoreDetail } from "../api/types.ts";
import { CommitLink } from "../changes/CommitLink.tsx";
import { usePlatform } from "../platform/usePlatform.ts";
import { plainKind } from "../store/resourceWords.ts";
import { useResources, useStore } from "../store/useStore.ts";
import { BackLink } from "../ui/BackLink.tsx";
import { buttonClasses } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { classNames } from "../ui/classNames.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { Notice } from "../ui/Notice.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";
import { duration } from "../ui/relativeTime.ts";
import { PageSkeleton } from "../ui/Skeleton.tsx";
import { useNow } from "../ui/useNow.ts";
import { type StepState, storeProgress } from "./progressSteps.ts";
import { useShopAnswer } from "./useShopAnswer.ts";
import { type StepTimes, useStepTimes } from "./useStepTimes.ts";

/** A new store on its way: from its commit to a shop that answers. */
export function ProgressPage() {
  const { name = "" } = useParams();
  const [params] = useSearchParams();
  const query = useStore(name);
  return (
    <>
      <BackLink to="/stores">All stores</BackLink>
      <Loaded query={query} label="Loading the store" skeleton={<PageSkeleton />}>
        {({ store }) => <ProgressView store={store} commit={params.get("commit") ?? store.lastCommit?.id ?? ""} />}
      </Loaded>
    </>
  );
}

function ProgressView({ store, commit }: { store: StoreDetail; commit: string }) {
  const simulated = usePlatform().data?.simulated === true;
  const resources = useResources(store.name).data?.items ?? [];
  const ready = store.status.phase === "Ready";
  const shop = useShopAnswer(store.name, ready && !simulated);
  const progress = storeProgress(store, resources, simulated ? true : shop.data?.answers);
  const times = useStepTimes(commit, progress);
  const began = Date.parse(store.createdAt ?? store.lastCommit?.committedAt ?? "");
  const open = progress.shop.state === "done";
  const failed = progress.ready.state === "failed";
  const healthy = progress.parts.filter(({ state }) => state === "done").length;

  return (
    <>
      <PageHeader
        title={open ? `${store.displayName || store.name} is open` : `Opening ${store.displayName || store.name}`}
        description={
          <Elapsed began={began} ended={times.shop ?? times.ready ?? readyAt(store)} running={!open && !failed} />
        }
        actions={
          <div className="flex gap-2">
            <Link to={`/stores/${store.name}`} className={buttonClasses(open ? "outline" : "quiet")}>
              Go to the store <ArrowRight aria-hidden className="size-4" />
            </Link>
            {open && !simulated && (
              <a href={store.links.shop} target="_blank" rel="noreferrer" className={buttonClasses("solid")}>
                <ExternalLink aria-hidden className="size-4" /> Open shop
              </a>
            )}
          </div>
        }
      />
      {failed && (
        <Notice
          tone="bad"
          role="alert"
          title="It could not be opened"
          actions={
            <Link to={`/stores/${store.name}?tab=events`} className={buttonClasses("outline", "sm")}>
              See its events
            </Link>
          }
        >
          {store.status.reason}
        </Notice>
      )}
      <Card>
        <ol aria-label="Steps" className="flex flex-col p-4 sm:p-6">
          <Step state="done" title="Committed" time={timeOf(began, began)}>
            {store.path} {commit !== "" && <CommitLink id={commit} className="ml-1" />}
          </Step>
          <Step state={progress.application.state} title="Taken up by Argo CD" time={timeOf(began, times.application)}>
            {progress.application.state === "running" && store.status.reason}
          </Step>
          <Step
            state={progress.ready.state}
            title={
              progress.parts.length === 0 ? "Its parts" : `${healthy} of ${progress.parts.length} parts are healthy`
            }
            time={timeOf(began, times.ready ?? readyAt(store))}
          >
            {progress.ready.state === "running" && store.status.reason}
            <Parts progress={progress} began={began} times={times} />
          </Step>
          <Step state={progress.shop.state} title="The shop answers" time={timeOf(began, times.shop)} last>
            {ready && (simulated ? "Pods are simulated here, so there is no shop to ask." : shop.data?.detail)}
          </Step>
        </ol>
      </Card>
    </>
  );
}

function readyAt({ readyAt: at }: StoreDetail): number | undefined {
  return at === undefined ? undefined : Date.parse(at);
}

function timeOf(began: number, at: number | undefined): string | undefined {
  if (at === undefined || Number.isNaN(began)) return undefined;
  return at <= began ? "0 s" : duration((at - began) / 1_000);
}

function Elapsed({ began, ended, running }: { began: number; ended: number | undefined; running: boolean }) {
  const now = useNow(500);
  if (Number.isNaN(began)) return null;
  const until = running ? now : ended;
  if (until === undefined) return null;
  return (
    <span role="timer" className="tabular-nums">
      {running ? "Running for " : "It took "}
      {duration(Math.max(0, until - began) / 1_000)}
    </span>
  );
}

const MARK: Record<StepState, string> = {
  done: "bg-good-soft text-good",
  running: "bg-accent-soft text-accent",
  waiting: "bg-hover text-muted",
  failed: "bg-bad-soft text-bad",
};
const SPOKEN: Record<StepState, string> = {
  done: "done",
  running: "under way",
  waiting: "waiting",
  failed: "failed",
};

interface StepProps {
  state: StepState;
  title: string;
  time: string | undefined;
  last?: boolean;
  children?: ReactNode;
}

function Step({ state, title, time, last = false, children }: StepProps) {
  return (
    <li data-step={state} className="relative flex gap-4 pb-6 last:pb-0">
      {!last && (
        <span
          aria-hidden
          className={classNames(
            "absolute top-8 bottom-0 left-[0.9375rem] w-0.5 rounded-full",
            state === "done" ? "bg-good-mark" : "bg-line",
          )}
        />
      )}
      <span className={classNames("flex size-8 shrink-0 items-center justify-center rounded-full", MARK[state])}>
        <StepMark state={state} />
      </span>
      <div className="min-w-0 flex-1 pt-1">
        <div className="flex items-baseline justify-between gap-3">
          <h2 className={classNames("font-medium", state === "waiting" && "text-muted")}>
            {title}
            <span className="sr-only">, {SPOKEN[state]}</span>
          </h2>
          {time !== undefined && <span className="text-sm text-muted tabular-nums">{time}</span>}
        </div>
        <div className="mt-0.5 text-sm break-words text-muted empty:hidden">{children}</div>
      </div>
    </li>
  );
}

function StepMark({ state }: { state: StepState }) {
  if (state === "done") return <Check aria-hidden className="size-4" />;
  if (state === "failed") return <CircleX aria-hidden className="size-4" />;
  return (
    <span
      aria-hidden
      className={classNames(
        "size-2 rounded-full",
        state === "running" ? "animate-breathe bg-accent-mark" : "bg-control",
      )}
    />
  );
}

interface PartsProps {
  progress: ReturnType<typeof storeProgress>;
  began: number;
  times: StepTimes;
}

function Parts({ progress, began, times }: PartsProps) {
  if (progress.parts.length === 0) return null;
  return (
    <ul aria-label="Parts" className="mt-3 divide-y rounded-md border text-ink">
      {progress.parts.map(({ key, resource, state }) => (
        <li key={key} data-health={resource.health} className="flex items-start gap-2.5 px-3 py-2">
          <span
            className={classNames(
              "mt-0.5 flex size-4 shrink-0 items-center justify-center",
              state === "done" ? "text-good" : state === "failed" ? "text-bad" : "text-accent",
            )}
          >
            <StepMark state={state} />
          </span>
          <div className="min-w-0 flex-1">
            {plainKind(resource.kind)}{" "}
            <span className="font-mono text-xs break-all text-muted">
              {resource.kind}/{resource.name}
            </span>
            {state !== "done" && resource.message !== undefined && resource.message !== "" && (
              <p className={state === "failed" ? "text-bad" : "text-muted"}>{resource.message}</p>
            )}
          </div>
          <span className="text-muted tabular-nums">{timeOf(began, times[key])}</span>
        </li>
      ))}
    </ul>
  );
}
