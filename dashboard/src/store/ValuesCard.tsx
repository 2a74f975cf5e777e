import type { StoreDetail } from "../api/types.ts";
import { Section } from "../ui/Card.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";

/** The store's file as it is in Git. */
export function ValuesCard({ store }: { store: StoreDetail }) {
  if (store.valuesFile === undefined) return null;
  return (
    <Section title="Its file in Git" action={<CopyButton text={store.valuesFile} label="Copy the file" />}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="max-h-80 overflow-auto px-4 py-3 font-mono text-xs leading-5">
        {store.valuesFile}
      </pre>
    </Section>
  );
}
