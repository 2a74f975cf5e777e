import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import type { StoreDetail } from "../api/types.ts";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Card.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { useCredentials } from "./useCredentials.ts";

/** The sign-in to the shop's admin, shown on demand and never kept. */
export function CredentialsCard({ store }: { store: StoreDetail }) {
  const [shown, setShown] = useState(false);
  const credentials = useCredentials(store.name, shown);
  return (
    <Section
      title="Admin sign-in"
      action={
        <Button
          size="sm"
          onClick={() => setShown(!shown)}
          icon={shown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
        >
          {shown ? "Hide" : "Show credentials"}
        </Button>
      }
    >
      <div className="px-4 py-3.5">
        {!shown && <p className="text-sm text-muted">Made in the cluster when the store was first deployed.</p>}
        {shown && credentials.isPending && <Skeleton className="h-16" />}
        {shown && credentials.isError && (
          <ProblemNotice failure={credentials.error} onRetry={() => void credentials.refetch()} />
        )}
        {shown && credentials.data?.items.length === 0 && (
          <p className="text-sm text-muted">The store has not made its sign-in yet. Look again when it is ready.</p>
        )}
        {shown && credentials.data !== undefined && (
          <dl className="flex flex-col gap-2">
            {credentials.data.items.map(({ key, value }) => (
              <div key={key} className="flex items-center gap-2">
                <dt className="w-24 shrink-0 truncate text-sm text-muted first-letter:uppercase" title={key}>
                  {key}
                </dt>
                <dd className="flex min-w-0 flex-1 items-center gap-2">
                  <span data-testid={`credential-${key}`} className="min-w-0 flex-1 font-mono text-sm break-all">
                    {value}
                  </span>
                  <CopyButton text={value} label={`Copy ${key}`} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </Section>
  );
}
