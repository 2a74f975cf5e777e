import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { asProblem } from "../api/ProblemError.ts";
import type { Resource, StoreDetail } from "../api/types.ts";
import { useResources } from "../store/useStore.ts";
import { useUpdateStore } from "../store/useUpdateStore.ts";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Card.tsx";
import { Field, TextInput } from "../ui/Field.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { Segments } from "../ui/Segments.tsx";
import { DnsInstructions } from "./DnsInstructions.tsx";
import { DomainRow } from "./DomainRow.tsx";
import { domainsOf, hostIn, withDomain, withMain, withoutDomain } from "./domainList.ts";

interface DomainsSectionProps {
  store: StoreDetail;
  etag: string | undefined;
  readOnly: boolean;
}

/** The shop's addresses: the platform's, and its own domains. Each change is one commit. */
export function DomainsSection({ store, etag, readOnly }: DomainsSectionProps) {
  const { values } = store;
  const update = useUpdateStore(store.name);
  const resources = useResources(store.name);
  const [adding, setAdding] = useState(false);
  const domains = domainsOf(values);
  const main = domains.find((domain) => domain.main);
  const platformHost = new URL(store.links.platform).hostname;
  const certificates = (resources.data?.items ?? []).filter(({ kind }) => kind === "Certificate");
  const certificateOf = (host: string): Resource | undefined => certificates.find(({ name }) => name === host);

  const save = (patch: readonly object[] | null, done: string, onSuccess?: () => void) =>
    update.mutate({ patch: { values: { domains: patch } }, etag, done }, onSuccess && { onSuccess });
  const rowProps = { readOnly, busy: update.isPending, mainHost: main?.host ?? platformHost };

  return (
    <Section
      title="Domains"
      note="Where shoppers find the shop."
      action={
        !readOnly &&
        !adding && (
          <Button size="sm" onClick={() => setAdding(true)} icon={<Plus aria-hidden className="size-4" />}>
            Add domain
          </Button>
        )
      }
    >
      <ul className="divide-y">
        <DomainRow
          {...rowProps}
          domain={{ host: platformHost, main: main === undefined, redirect: false }}
          certificate={certificateOf(platformHost)}
          onMain={() => save(withMain(values, undefined), `${platformHost} is the shop's address`)}
        />
        {domains.map((domain) => (
          <DomainRow
            key={domain.host}
            {...rowProps}
            domain={domain}
            certificate={certificateOf(domain.host)}
            onMain={() => save(withMain(values, domain.host), `${domain.host} is the shop's address`)}
            onRemove={() => save(withoutDomain(values, domain.host), `${domain.host} removed`)}
          />
        ))}
      </ul>
      {update.isError && (
        <div className="border-t px-4 py-3.5">
          <ProblemNotice failure={update.error} />
        </div>
      )}
      {adding && (
        <AddDomain
          taken={[platformHost, ...domains.map(({ host }) => host)]}
          busy={update.isPending}
          onAdd={(host, redirect) =>
            save(withDomain(values, host, redirect), `${host} added`, () => {
              setAdding(false);
            })
          }
          onCancel={() => {
            update.reset();
            setAdding(false);
          }}
        />
      )}
      {(adding || domains.length > 0) && (
        <DnsInstructions platformHost={platformHost} example={domains[0]?.host ?? "www.example.com"} />
      )}
      {update.isError && asProblem(update.error).status === 412 && (
        <p className="border-t px-4 py-3 text-sm text-muted">Somebody changed the store meanwhile: try once more.</p>
      )}
    </Section>
  );
}

interface AddDomainProps {
  taken: readonly string[];
  busy: boolean;
  onAdd: (host: string, redirect: boolean) => void;
  onCancel: () => void;
}

function AddDomain({ taken, busy, onAdd, onCancel }: AddDomainProps) {
  const [text, setText] = useState("");
  const [role, setRole] = useState("shop");
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const host = hostIn(text);
    if (host === undefined) setError("Give a host name such as www.example.com.");
    else if (taken.includes(host)) setError("The shop has this address already.");
    else onAdd(host, role === "redirect");
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4 border-t bg-sunken px-4 py-4">
      <Field
        id="domain-host"
        label="Host"
        error={error}
        hint="Such as www.example.com. Nobody else's store can have it."
      >
        <TextInput
          id="domain-host"
          value={text}
          mono
          autoFocus
          autoComplete="off"
          spellCheck={false}
          invalid={error !== undefined}
          onChange={(event) => {
            setError(undefined);
            setText(event.target.value);
          }}
        />
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Segments
          id="domain-role"
          label="What it does"
          options={[
            { value: "shop", label: "Shows the shop" },
            { value: "redirect", label: "Redirects to the main one" },
          ]}
          value={role}
          onChange={setRole}
        />
        <div className="flex gap-2">
          <Button tone="quiet" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" tone="solid" busy={busy}>
            Add
          </Button>
        </div>
      </div>
    </form>
  );
}
