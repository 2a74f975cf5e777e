import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Resource, StoreDetail } from "../api/types.ts";
import { useResources } from "../store/useStore.ts";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Card.tsx";
import { Field, TextInput } from "../ui/Field.tsx";
import { Segments } from "../ui/Segments.tsx";
import { DnsInstructions } from "./DnsInstructions.tsx";
import { type DomainChange, DomainChangeDialog } from "./DomainChangeDialog.tsx";
import { DomainRow } from "./DomainRow.tsx";
import { type DomainsPatch, domainsOf, hostIn, withDomain, withMain, withoutDomain } from "./domainList.ts";

interface DomainsSectionProps {
  store: StoreDetail;
  etag: string | undefined;
  readOnly: boolean;
}

/** The shop's addresses: the platform's, and its own domains. Each change is one commit, whose diff is shown before. */
export function DomainsSection({ store, etag, readOnly }: DomainsSectionProps) {
  const { values } = store;
  const resources = useResources(store.name);
  const [adding, setAdding] = useState(false);
  const [change, setChange] = useState<DomainChange>();
  const domains = domainsOf(values);
  const main = domains.find((domain) => domain.main);
  const platformHost = new URL(store.links.platform).hostname;
  const certificates = (resources.data?.items ?? []).filter(({ kind }) => kind === "Certificate");
  const certificateOf = (host: string): Resource | undefined => certificates.find(({ name }) => name === host);

  const ask = (title: string, domains: DomainsPatch, done: string) => setChange({ store, etag, title, domains, done });
  const askMain = (host: string, domains: DomainsPatch) =>
    ask(`Make ${host} the shop's address?`, domains, `${host} is the shop's address`);
  const rowProps = { readOnly, mainHost: main?.host ?? platformHost };

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
          onMain={() => askMain(platformHost, withMain(values, undefined))}
        />
        {domains.map((domain) => (
          <DomainRow
            key={domain.host}
            {...rowProps}
            domain={domain}
            certificate={certificateOf(domain.host)}
            onMain={() => askMain(domain.host, withMain(values, domain.host))}
            onRemove={() => ask(`Remove ${domain.host}?`, withoutDomain(values, domain.host), `${domain.host} removed`)}
          />
        ))}
      </ul>
      {adding && (
        <AddDomain
          taken={[platformHost, ...domains.map(({ host }) => host)]}
          onAdd={(host, redirect) => ask(`Add ${host}?`, withDomain(values, host, redirect), `${host} added`)}
          onCancel={() => setAdding(false)}
        />
      )}
      {(adding || domains.length > 0) && (
        <DnsInstructions platformHost={platformHost} example={domains[0]?.host ?? "www.example.com"} />
      )}
      {change !== undefined && (
        <DomainChangeDialog
          change={change}
          onClose={() => setChange(undefined)}
          onDone={() => {
            setChange(undefined);
            setAdding(false);
          }}
        />
      )}
    </Section>
  );
}

interface AddDomainProps {
  taken: readonly string[];
  onAdd: (host: string, redirect: boolean) => void;
  onCancel: () => void;
}

function AddDomain({ taken, onAdd, onCancel }: AddDomainProps) {
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
          <Button type="submit" tone="solid">
            Add
          </Button>
        </div>
      </div>
    </form>
  );
}
