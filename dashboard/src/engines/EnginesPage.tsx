import { PackageX } from "lucide-react";
import { Link } from "react-router";
import type { Engine } from "../api/types.ts";
import { useEngines } from "../stores/useEngines.ts";
import { useStoreCount } from "../stores/useStoreCount.ts";
import { Card, Section } from "../ui/Card.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";

/** What stores can be made of: a chart per engine, released version by version. */
export function EnginesPage() {
  const engines = useEngines();
  return (
    <>
      <PageHeader
        title="Engines"
        description="An engine is a chart in the stores repository. Its schema is the form that stores are set up with."
      />
      <Loaded
        query={engines}
        label="Loading the engines"
        isEmpty={(data) => data.length === 0}
        empty={
          <Card>
            <EmptyState icon={<PackageX aria-hidden className="size-5" />} title="No engine is released yet">
              Release a chart into the stores repository, and it appears here.
            </EmptyState>
          </Card>
        }
      >
        {(data) => data.map((engine) => <EngineSection key={engine.name} engine={engine} />)}
      </Loaded>
    </>
  );
}

function EngineSection({ engine }: { engine: Engine }) {
  const all = useStoreCount(engine.name).data;
  return (
    <Section
      title={engine.displayName}
      note={engine.name}
      action={
        <Link to={`/stores?engine=${engine.name}`} className="rounded-sm text-sm text-accent hover:underline">
          {all === undefined
            ? "Its stores"
            : `${all.total.toLocaleString("en")} ${all.total === 1 ? "store" : "stores"}`}
        </Link>
      }
    >
      <p className="border-b px-4 py-3 text-muted">{engine.description}</p>
      <ul aria-label={`Versions of ${engine.displayName}`} className="divide-y">
        {engine.versions.map(({ version, schema }) => (
          <VersionEntry key={version} engine={engine} version={version} schema={schema} />
        ))}
      </ul>
    </Section>
  );
}

interface VersionEntryProps {
  engine: Engine;
  version: string;
  schema: Record<string, unknown>;
}

function VersionEntry({ engine, version, schema }: VersionEntryProps) {
  const count = useStoreCount(engine.name, version).data;
  return (
    <li>
      <details className="group">
        <summary className="flex items-center gap-3 px-4 py-2.5 hover:bg-sunken">
          <span className="font-medium tabular-nums">{version}</span>
          {version === engine.latest && (
            <span className="rounded-full bg-good-soft px-2 py-0.5 text-xs text-good">newest</span>
          )}
          <span className="ml-auto text-sm text-muted tabular-nums">
            {count !== undefined && `${count.total.toLocaleString("en")} ${count.total === 1 ? "store" : "stores"}`}
          </span>
          <span className="text-sm text-accent">Schema</span>
        </summary>
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-96 overflow-auto border-t bg-sunken px-4 py-3 font-mono text-xs leading-5"
        >
          {JSON.stringify(schema, undefined, 2)}
        </pre>
      </details>
    </li>
  );
}
