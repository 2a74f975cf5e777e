import { editValuesFile } from "@storeplane/control-api/stores/editValuesFile.ts";
import { withSchemaVersion } from "@storeplane/control-api/stores/schemaLine.ts";
import { useMutation } from "@tanstack/react-query";
import { ArrowUpCircle } from "lucide-react";
import { type FormEvent, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { idempotencyKey } from "../api/idempotencyKey.ts";
import type { Engine, StoreDetail } from "../api/types.ts";
import { DiffView } from "../changes/DiffView.tsx";
import { ReasonField } from "../changes/ReasonField.tsx";
import { textDiff } from "../changes/textDiff.ts";
import { useAfterChange } from "../changes/useAfterChange.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { useEngines } from "../stores/useEngines.ts";
import { Checkbox } from "../ui/Checkbox.tsx";
import { Field, inputClasses } from "../ui/Field.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { Modal, ModalBody, SubmitActions } from "../ui/Modal.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";

/** One store to another release of its engine's chart. */
export function UpgradeStoreDialog({ store, onClose }: { store: StoreDetail; onClose: () => void }) {
  const engines = useEngines();
  return (
    <Modal
      open
      onOpenChange={onClose}
      title={`Upgrade ${store.displayName || store.name}`}
      description={`It runs ${store.engine} ${store.chartVersion}.`}
    >
      <Loaded query={engines} label="Loading the versions">
        {(data) => (
          <UpgradeForm store={store} engine={data.find(({ name }) => name === store.engine)} onClose={onClose} />
        )}
      </Loaded>
    </Modal>
  );
}

interface UpgradeFormProps {
  store: StoreDetail;
  engine: Engine | undefined;
  onClose: () => void;
}

function UpgradeForm({ store, engine, onClose }: UpgradeFormProps) {
  const others = (engine?.versions ?? [])
    .map(({ version }) => version)
    .filter((version) => version !== store.chartVersion);
  const [to, setTo] = useState(engine?.latest === store.chartVersion ? others[0] : engine?.latest);
  const [reason, setReason] = useState("");
  const [wanted, setWanted] = useState(true);
  const makesBackups = usePlatform().data?.backups === true && !store.suspended;
  const [now] = useState(() => new Date().toISOString().replace(/\.\d+Z$/, "Z"));
  const upgrade = useUpgradeStore(store.name);
  if (to === undefined) {
    return (
      <ModalBody>
        <p>No other version of {store.engine} is released.</p>
      </ModalBody>
    );
  }
  const before = store.valuesFile ?? "";
  const canBackUp = makesBackups && hasBackups(engine, to);
  const request = { backups: { request: { at: now, reason: "before-upgrade" } } };
  const wish = { store: { chartVersion: to }, ...(canBackUp && wanted ? request : {}) };
  const after = withSchemaVersion(editValuesFile(before, wish), to);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    upgrade.mutate({ to, reason: reason.trim(), backup: wanted }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col">
      <ModalBody className="flex flex-col gap-4">
        <Field id="upgrade-version" label="Version">
          <select
            id="upgrade-version"
            value={to}
            onChange={(event) => setTo(event.target.value)}
            className={inputClasses}
          >
            {others.map((version) => (
              <option key={version} value={version}>
                {version}
                {version === engine?.latest && " (newest)"}
              </option>
            ))}
          </select>
        </Field>
        {canBackUp && (
          <Checkbox
            checked={wanted}
            onChange={setWanted}
            label="Back it up first"
            hint={
              wanted
                ? "The new version is rolled out once the backup is made."
                : "Going back to the old version doesn't take back what the new one does to the data."
            }
          />
        )}
        <DiffView files={textDiff(store.path, before, after)} />
        <ReasonField id="upgrade-reason" value={reason} onChange={setReason} />
        {upgrade.isError && <ProblemNotice failure={upgrade.error} />}
      </ModalBody>
      <SubmitActions busy={upgrade.isPending} icon={<ArrowUpCircle aria-hidden className="size-4" />}>
        Upgrade to {to}
      </SubmitActions>
    </form>
  );
}

function hasBackups(engine: Engine | undefined, version: string): boolean {
  const properties = engine?.versions.find((one) => one.version === version)?.schema.properties;
  return typeof properties === "object" && properties !== null && "backups" in properties;
}

function useUpgradeStore(name: string) {
  const afterChange = useAfterChange();
  const [key] = useState(idempotencyKey);
  return useMutation({
    mutationFn: ({ to, reason, backup }: { to: string; reason: string; backup: boolean }) => {
      const params = { path: { name }, header: { "idempotency-key": `${key}-${to}${backup ? "" : "-bare"}` } };
      const body = { chartVersion: to, ...(reason === "" ? {} : { reason }), ...(backup ? {} : { backup }) };
      return unwrap(api.POST("/api/stores/{name}/upgrade", { params, body }));
    },
    onSuccess: (changed, { to }) => afterChange(changed, { title: `Store ${name} moves to ${to}` }),
  });
}
