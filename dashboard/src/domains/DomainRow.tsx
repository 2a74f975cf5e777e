import { Trash2 } from "lucide-react";
import type { Resource } from "../api/types.ts";
import { HealthIcon } from "../resources/HealthIcon.tsx";
import { Button, IconButton } from "../ui/Button.tsx";
import type { Domain } from "./domainList.ts";

interface DomainRowProps {
  domain: Domain;
  /** cert-manager's, where it makes one for this host. */
  certificate: Resource | undefined;
  /** The host whose address is the shop's. */
  mainHost: string;
  readOnly: boolean;
  onMain: () => void;
  /** Left out for the platform's address, which stays. */
  onRemove?: () => void;
}

/** One host of the shop: what it does, how its certificate is, and what can be done with it. */
export function DomainRow({ domain, certificate, mainHost, readOnly, onMain, onRemove }: DomainRowProps) {
  const { host, main, redirect } = domain;
  const purpose = main ? "The shop's address" : redirect ? `Redirects to ${mainHost}` : "Shows the shop, too";
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1">
        <div className="font-mono text-sm break-all">{host}</div>
        <div className="text-sm text-muted">{onRemove === undefined ? `${purpose}; the platform's own` : purpose}</div>
        {certificate !== undefined && <CertificateState certificate={certificate} />}
      </div>
      {!readOnly && (
        <div className="flex items-center gap-1">
          {!main && (
            <Button size="sm" tone="quiet" onClick={onMain} aria-label={`Make ${host} the shop's address`}>
              Make main
            </Button>
          )}
          {onRemove !== undefined && (
            <IconButton label={`Remove ${host}`} onClick={onRemove}>
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          )}
        </div>
      )}
    </li>
  );
}

/** A missing certificate doesn't make the store less healthy, so it is the message that tells. */
function CertificateState({ certificate }: { certificate: Resource }) {
  const { health, message = "" } = certificate;
  const isThere = health !== undefined && message === "";
  return (
    <div className="mt-1 flex items-start gap-1.5 text-sm">
      <HealthIcon health={isThere ? "Healthy" : "Missing"} className="mt-0.5" />
      <span className="text-muted">
        {isThere ? "Certificate is there" : `No certificate yet${message === "" ? "" : `: ${message}`}`}
      </span>
    </div>
  );
}
