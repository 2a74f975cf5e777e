import { ArrowDownToLine, Download, ScrollText } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import type { Pod } from "../api/types.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { classNames } from "../ui/classNames.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { inputClasses } from "../ui/Field.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { SearchInput } from "../ui/SearchInput.tsx";
import { SkeletonRows } from "../ui/Skeleton.tsx";
import { LogView } from "./LogView.tsx";
import { type LogLine, useLog } from "./useLog.ts";
import { usePods } from "./usePods.ts";

/** What the store's programs say, container by container. */
export function LogsTab({ storeName }: { storeName: string }) {
  const pods = usePods(storeName);
  return (
    <Loaded
      query={pods}
      label="Loading the pods"
      isEmpty={(data) => data.length === 0}
      empty={
        <Card>
          <EmptyState icon={<ScrollText aria-hidden className="size-5" />} title="Nothing runs">
            The store has no pods right now, so there is nothing to read.
          </EmptyState>
        </Card>
      }
    >
      {(data) => <Logs storeName={storeName} pods={data} />}
    </Loaded>
  );
}

/** Pod and container as one choice, since people look for a program and not for a pod. */
function choicesOf(pods: readonly Pod[]) {
  return pods.flatMap((pod) =>
    pod.containers.map((container) => ({ value: `${pod.name}/${container.name}`, pod: pod.name, container })),
  );
}

function Logs({ storeName, pods }: { storeName: string; pods: readonly Pod[] }) {
  const [params, setParams] = useSearchParams();
  const [follow, setFollow] = useState(true);
  const [previous, setPrevious] = useState(false);
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search.trim());
  const choices = useMemo(() => choicesOf(pods), [pods]);
  const asked = params.get("container") ?? params.get("pod") ?? "";
  const choice = choices.find(({ value }) => value === asked || value.startsWith(`${asked}/`)) ?? choices[0];
  const log = useLog(
    choice && { storeName, pod: choice.pod, container: choice.container.name, follow: true, previous },
  );
  const shown = useMemo(
    () =>
      wanted === ""
        ? (log.lines ?? [])
        : (log.lines ?? []).filter(({ text }) => text.toLowerCase().includes(wanted.toLowerCase())),
    [log.lines, wanted],
  );
  const choose = (value: string) => {
    setPrevious(false);
    setParams({ tab: "logs", container: value }, { replace: true });
  };

  return (
    <Card className="overflow-hidden">
      <div className="flex flex-wrap items-center gap-2 border-b p-3">
        <select
          aria-label="Container"
          value={choice?.value}
          onChange={(event) => choose(event.target.value)}
          className={classNames(inputClasses, "max-w-full sm:w-auto sm:max-w-80")}
        >
          {choices.map(({ value, pod, container }) => (
            <option key={value} value={value}>
              {container.name} · {pod} ({container.state})
            </option>
          ))}
        </select>
        <SearchInput
          label="Search the log"
          placeholder="Search"
          value={search}
          onChange={setSearch}
          className="min-w-40"
        />
        {(choice?.container.restarts ?? 0) > 0 && (
          <Button aria-pressed={previous} onClick={() => setPrevious(!previous)}>
            {previous ? "This run" : "Run before"}
          </Button>
        )}
        <Button
          aria-pressed={follow}
          tone={follow ? "solid" : "outline"}
          onClick={() => setFollow(!follow)}
          icon={<ArrowDownToLine aria-hidden className="size-4" />}
        >
          Follow
        </Button>
        <IconButton label="Download what is shown" onClick={() => download(`${storeName}.log`, shown)}>
          <Download aria-hidden className="size-4" />
        </IconButton>
      </div>
      {log.failure !== undefined && (
        <div className="p-3">
          <ProblemNotice failure={log.failure} />
        </div>
      )}
      {log.lines === undefined && log.failure === undefined && <SkeletonRows label="Loading the log" />}
      {log.lines !== undefined && (
        <>
          <LogView lines={shown} search={wanted} stick={follow} onStickChange={setFollow} />
          <div role="status" className="flex justify-between gap-3 border-t px-4 py-2 text-xs text-muted tabular-nums">
            <span>
              {wanted === ""
                ? `${shown.length.toLocaleString("en")} lines`
                : `${shown.length.toLocaleString("en")} of ${log.lines.length.toLocaleString("en")} lines`}
            </span>
            <span>{log.phase === "ended" ? (log.ended ?? "This is the end of the log") : "Following"}</span>
          </div>
        </>
      )}
    </Card>
  );
}

function download(name: string, lines: readonly LogLine[]): void {
  const url = URL.createObjectURL(new Blob([lines.map(({ text }) => `${text}\n`).join("")], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
