import { CircleCheck, CircleDashed, CircleSlash, CircleX, LoaderCircle, Undo2 } from "lucide-react";
import { Link, useParams } from "react-router";
import type { UpgradeProgress } from "../api/types.ts";
import { CommitLink } from "../changes/CommitLink.tsx";
import { may } from "../identity/access.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { BackLink } from "../ui/BackLink.tsx";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Card.tsx";
import { classNames } from "../ui/classNames.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { Notice } from "../ui/Notice.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { ProgressBar } from "../ui/ProgressBar.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { PageSkeleton } from "../ui/Skeleton.tsx";
import { useSteerUpgrade, useUpgrade } from "./useUpgrades.ts";

/** One upgrade of many stores, wave by wave. */
export function UpgradePage() {
  const { id = "" } = useParams();
  const upgrade = useUpgrade(id);
  return (
    <>
      <BackLink to="/fleet">Fleet</BackLink>
      <Loaded query={upgrade} label="Loading the upgrade" skeleton={<PageSkeleton />}>
        {(data) => <UpgradeView upgrade={data} />}
      </Loaded>
    </>
  );
}

type WaveStore = UpgradeProgress["waves"][number][number];

function UpgradeView({ upgrade }: { upgrade: UpgradeProgress }) {
  const all = upgrade.waves.flat();
  const ready = all.filter(({ state }) => state === "ready").length;
  const failed = all.filter(({ state }) => state === "failed").length;
  return (
    <>
      <PageHeader
        title={`${upgrade.engine} to ${upgrade.to}`}
        description={
          <>
            Begun <RelativeTime at={upgrade.createdAt} /> by {upgrade.actor}
            {upgrade.reason !== undefined && ` · “${upgrade.reason}”`}
          </>
        }
        actions={<Steering upgrade={upgrade} failed={failed} />}
      />
      {upgrade.state === "stopped" && (
        <Notice tone={failed > 0 ? "bad" : "warn"} title="The upgrade has stopped">
          {upgrade.why}
        </Notice>
      )}
      <div className="flex flex-col gap-2">
        <div className="flex justify-between text-sm text-muted tabular-nums">
          <span>
            {ready} of {upgrade.total} ready
          </span>
          <span>{failed > 0 && `${failed} failed`}</span>
        </div>
        <ProgressBar
          label="Stores upgraded"
          value={ready}
          total={upgrade.total}
          tone={failed > 0 ? "bad" : upgrade.state === "done" ? "good" : "accent"}
        />
      </div>
      {upgrade.waves.map((wave, index) => (
        <Section
          // biome-ignore lint/suspicious/noArrayIndexKey: a wave is its number
          key={index}
          title={`Wave ${index + 1}`}
          note={`${wave.length} ${wave.length === 1 ? "store" : "stores"}`}
        >
          <ul className="divide-y">
            {wave.map((store) => (
              <WaveLine key={store.name} store={store} to={upgrade.to} />
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}

function Steering({ upgrade, failed }: { upgrade: UpgradeProgress; failed: number }) {
  const user = usePlatform().data?.user;
  const steer = useSteerUpgrade(upgrade.id);
  if (!may(user, "upgrades.run") || upgrade.state === "done") return null;
  return (
    <div className="flex flex-col items-end gap-2">
      <div className="flex gap-2">
        {upgrade.state === "running" ? (
          <Button busy={steer.isPending} onClick={() => steer.mutate("stop")}>
            Stop after this wave
          </Button>
        ) : (
          <>
            {failed > 0 && (
              <Button busy={steer.isPending} onClick={() => steer.mutate("resume-without-failed")}>
                Go on without the failed
              </Button>
            )}
            <Button tone="solid" busy={steer.isPending} onClick={() => steer.mutate("resume")}>
              Go on
            </Button>
          </>
        )}
      </div>
      {steer.isError && <ProblemNotice failure={steer.error} />}
    </div>
  );
}

const STATES: Record<WaveStore["state"], { Icon: typeof CircleCheck; className: string; word: string }> = {
  waiting: { Icon: CircleDashed, className: "text-muted", word: "waiting" },
  "rolling-out": { Icon: LoaderCircle, className: "text-accent animate-spin", word: "rolling out" },
  ready: { Icon: CircleCheck, className: "text-good", word: "ready" },
  failed: { Icon: CircleX, className: "text-bad", word: "failed" },
  skipped: { Icon: CircleSlash, className: "text-muted", word: "skipped" },
  "taken-back": { Icon: Undo2, className: "text-warn", word: "taken back" },
};

function WaveLine({ store, to }: { store: WaveStore; to: string }) {
  const { Icon, className, word } = STATES[store.state];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <Icon aria-hidden className={classNames("size-4 shrink-0", className)} />
      <Link to={`/stores/${store.name}`} className="min-w-0 truncate font-medium hover:underline">
        {store.name}
      </Link>
      <span className="text-sm text-muted tabular-nums">
        {store.from} → {to}
      </span>
      <span className="ml-auto flex items-center gap-3 text-sm text-muted">
        {store.commit !== undefined && <CommitLink id={store.commit} />}
        {word}
      </span>
      {store.reason !== undefined && (
        <p className={classNames("w-full pl-7 text-sm", store.state === "failed" ? "text-bad" : "text-muted")}>
          {store.reason}
        </p>
      )}
    </li>
  );
}
