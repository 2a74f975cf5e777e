import { Link } from "react-router";
import type { Engine } from "../api/types.ts";
import { useStoreCount } from "../stores/useStoreCount.ts";
import { PhaseBar } from "./PhaseBar.tsx";

/** Which engine's which version runs how many stores, and how they are. */
export function VersionsSection({ engines }: { engines: readonly Engine[] }) {
  return (
    <ul aria-label="Versions" className="divide-y">
      {engines.flatMap((engine) =>
        engine.versions.map(({ version }) => (
          <VersionLine key={`${engine.name} ${version}`} engine={engine} version={version} />
        )),
      )}
    </ul>
  );
}

function VersionLine({ engine, version }: { engine: Engine; version: string }) {
  const count = useStoreCount(engine.name, version).data;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 px-4 py-2.5 sm:grid-cols-[14rem_minmax(0,1fr)_6rem]">
      <Link to={`/stores?engine=${engine.name}`} className="truncate font-medium hover:underline">
        {engine.displayName} <span className="font-normal text-muted tabular-nums">{version}</span>
        {version === engine.latest && (
          <span className="ml-2 rounded-full bg-good-soft px-2 py-0.5 text-xs text-good">newest</span>
        )}
      </Link>
      <PhaseBar counts={count?.counts ?? {}} className="max-sm:order-last max-sm:col-span-2" />
      <span className="text-right text-sm text-muted tabular-nums">
        {count === undefined ? "…" : `${count.total.toLocaleString("en")} ${count.total === 1 ? "store" : "stores"}`}
      </span>
    </li>
  );
}
