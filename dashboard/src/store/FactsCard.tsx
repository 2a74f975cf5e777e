import { SquareArrowOutUpRight } from "lucide-react";
import type { ReactNode } from "react";
import type { StoreDetail } from "../api/types.ts";
import { whoChanged } from "../stores/lastChange.ts";
import { Section } from "../ui/Card.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { shortId } from "../ui/shortId.ts";

/** What is known about the store. */
export function FactsCard({ store }: { store: StoreDetail }) {
  const { createdAt, lastCommit, links } = store;
  return (
    <Section title="About">
      <dl className="flex flex-col gap-2 px-4 py-3.5 text-sm">
        <Fact name="Address">
          <span className="break-all">{links.shop}</span>
        </Fact>
        <Fact name="Owner">{store.owner}</Fact>
        <Fact name="Engine">
          {store.engine} {store.chartVersion}
        </Fact>
        <Fact name="Cluster">{store.cluster}</Fact>
        {createdAt !== undefined && (
          <Fact name="Created">
            <RelativeTime at={createdAt} />
          </Fact>
        )}
        {lastCommit !== undefined && (
          <Fact name="Last change">
            <RelativeTime at={lastCommit.committedAt} /> by {whoChanged(lastCommit)}{" "}
            <code className="font-mono text-xs text-muted">{shortId(lastCommit.id)}</code>
          </Fact>
        )}
        <Fact name="File">
          <code className="font-mono text-xs break-all">{store.path}</code>
        </Fact>
        {links.argocd !== undefined && (
          <Fact name="For operators">
            <a
              href={links.argocd}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-accent hover:underline"
            >
              Argo CD <SquareArrowOutUpRight aria-hidden className="size-3.5" />
            </a>
          </Fact>
        )}
      </dl>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-3">
      <dt className="w-24 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1">{children}</dd>
    </div>
  );
}
