import { CopyButton } from "../ui/CopyButton.tsx";

/** What whoever keeps a domain has to enter there. */
export function DnsInstructions({ platformHost, example }: { platformHost: string; example: string }) {
  return (
    <div className="flex flex-col gap-2 border-t px-4 py-3.5 text-sm">
      <h3 className="font-medium">At the domain's provider</h3>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1">
        <dt className="text-muted">Name</dt>
        <dd className="font-mono break-all">{example}</dd>
        <dt className="text-muted">Type</dt>
        <dd className="font-mono">CNAME</dd>
        <dt className="text-muted">Value</dt>
        <dd className="flex items-center gap-1 font-mono break-all">
          {platformHost}
          <CopyButton text={platformHost} label="Copy the value" />
        </dd>
      </dl>
      <p className="text-muted">
        A domain without a name before it, such as example.com, can't have a CNAME: enter an ALIAS with the same value,
        or an A record with the address that {platformHost} resolves to. Make a domain the main one once it leads here.
      </p>
    </div>
  );
}
