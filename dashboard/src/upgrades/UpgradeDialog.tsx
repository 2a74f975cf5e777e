import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { ArrowUpCircle, GitCommitHorizontal } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { api, unwrap } from "../api/client.ts";
import { idempotencyKey } from "../api/idempotencyKey.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { BeginUpgrade, Store, UpgradePreview } from "../api/types.ts";
import { ReasonField } from "../changes/ReasonField.tsx";
import { usePlatform } from "../platform/usePlatform.ts";
import { useEngines } from "../stores/useEngines.ts";
import { Checkbox } from "../ui/Checkbox.tsx";
import { Field, inputClasses, TextInput } from "../ui/Field.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { Modal, ModalBody, SubmitActions } from "../ui/Modal.tsx";
import { Notice } from "../ui/Notice.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";

interface UpgradeDialogProps {
  stores: readonly Store[];
  onClose: () => void;
}

/** Stores to a new version of their engine, wave by wave; the waves and their commits are shown before anything is done. */
export function UpgradeDialog({ stores, onClose }: UpgradeDialogProps) {
  const navigate = useNavigate();
  const engines = useEngines().data ?? [];
  const names = [...new Set(stores.map(({ engine }) => engine))];
  const [engine, setEngine] = useState(names[0] ?? "");
  const versions = engines.find(({ name }) => name === engine)?.versions.map(({ version }) => version) ?? [];
  const [to, setTo] = useState<string>();
  const [canary, setCanary] = useState(1);
  const [batchSize, setBatchSize] = useState(10);
  const [reason, setReason] = useState("");
  const platform = usePlatform().data;
  const byPullRequests = platform?.changeModes?.[0] === "pull-request";
  const [direct, setDirect] = useState(false);
  const [key] = useState(idempotencyKey);

  const wish: BeginUpgrade = {
    engine,
    names: stores.filter((store) => store.engine === engine).map(({ name }) => name),
    canary,
    batchSize,
    readyWithinSeconds: 900,
    dryRun: false,
    ...(byPullRequests && direct ? { mode: "direct" } : {}),
    ...(to === undefined ? {} : { to }),
  };
  const preview = useQuery({
    queryKey: [...queryKeys.upgrades, "preview", wish],
    queryFn: async ({ signal }): Promise<UpgradePreview> => {
      const answer = await unwrap(api.POST("/api/upgrades", { body: { ...wish, dryRun: true }, signal }));
      if ("problems" in answer) return answer;
      throw new Error("The control API began the upgrade instead of describing it.");
    },
    enabled: engine !== "" && Number.isInteger(canary) && batchSize >= 1,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const begin = useMutation({
    mutationFn: () => {
      const why = reason.trim() === "" ? {} : { reason: reason.trim() };
      const params = { header: { "idempotency-key": key } };
      return unwrap(api.POST("/api/upgrades", { params, body: { ...wish, ...why } }));
    },
    onSuccess: (begun) => {
      onClose();
      if ("id" in begun) void navigate(`/upgrades/${begun.id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  const count = preview.data?.waves.flat().length ?? 0;

  return (
    <Modal
      open
      onOpenChange={onClose}
      title={`Upgrade ${stores.length} ${stores.length === 1 ? "store" : "stores"}`}
      description="Wave by wave: the next begins when all of one are Ready, and the first failure stops it."
    >
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <ModalBody className="flex flex-col gap-4">
          {names.length > 1 && (
            <Field id="upgrade-engine" label="Engine" hint="An upgrade is of one engine's stores.">
              <select
                id="upgrade-engine"
                value={engine}
                onChange={(event) => setEngine(event.target.value)}
                className={inputClasses}
              >
                {names.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </Field>
          )}
          <div className="grid gap-4 sm:grid-cols-3">
            <Field id="upgrade-to" label="Version">
              <select
                id="upgrade-to"
                value={to ?? preview.data?.to ?? ""}
                onChange={(event) => setTo(event.target.value)}
                className={inputClasses}
              >
                {versions.map((version) => (
                  <option key={version}>{version}</option>
                ))}
              </select>
            </Field>
            <CountField id="upgrade-canary" label="First wave" least={0} value={canary} onChange={setCanary} />
            <CountField id="upgrade-batch" label="Later waves" least={1} value={batchSize} onChange={setBatchSize} />
          </div>
          {byPullRequests && (
            <Checkbox
              checked={direct}
              onChange={setDirect}
              label="Commit the waves directly"
              hint="Changes are made by pull requests here, but a wave has to know when the one before was rolled out."
            />
          )}
          {platform?.backups === true && (
            <p className="text-sm text-muted">Each store is backed up before it is upgraded, where its engine can.</p>
          )}
          <Loaded query={preview} label="Working out the waves">
            {(data) => <WavesPreview preview={data} />}
          </Loaded>
          <ReasonField id="upgrade-reason" value={reason} onChange={setReason} />
          {begin.isError && <ProblemNotice failure={begin.error} />}
        </ModalBody>
        <SubmitActions
          busy={begin.isPending}
          disabled={count === 0 || (preview.data?.problems.length ?? 1) > 0}
          icon={<ArrowUpCircle aria-hidden className="size-4" />}
        >
          Begin the upgrade
        </SubmitActions>
      </form>
    </Modal>
  );
}

interface CountFieldProps {
  id: string;
  label: string;
  least: number;
  value: number;
  onChange: (value: number) => void;
}

function CountField({ id, label, least, value, onChange }: CountFieldProps) {
  return (
    <Field id={id} label={label}>
      <TextInput
        id={id}
        type="number"
        min={least}
        max={500}
        value={value}
        onChange={(event) => onChange(Math.max(least, Number(event.target.value)))}
      />
    </Field>
  );
}

function WavesPreview({ preview }: { preview: UpgradePreview }) {
  const waves = preview.waves.filter((wave) => wave.length > 0);
  return (
    <>
      {preview.problems.length > 0 && (
        <Notice tone="bad" title="It can't begin like this">
          <ul className="list-disc pl-4">
            {preview.problems.map(({ pointer, detail }) => (
              <li key={`${pointer} ${detail}`}>{detail}</li>
            ))}
          </ul>
        </Notice>
      )}
      {waves.length === 0 && preview.problems.length === 0 && <p>All of them run {preview.to} already.</p>}
      {waves.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section aria-label="Waves" tabIndex={0} className="max-h-64 overflow-y-auto rounded-md border bg-sunken">
          {waves.map((wave, index) => (
            <div key={wave[0]?.name} className="border-b last:border-b-0">
              <h3 className="px-3 pt-2 text-sm font-medium">
                Wave {index + 1} <span className="font-normal text-muted">{countOf(wave.length)}</span>
              </h3>
              <ul className="px-3 pb-2">
                {wave.map(({ name, from, subject }) => (
                  <li key={name} className="flex items-center gap-2 py-0.5 text-xs">
                    <GitCommitHorizontal aria-hidden className="size-4 shrink-0 text-muted" />
                    <code className="min-w-0 flex-1 font-mono break-all">{subject}</code>
                    <span className="text-muted tabular-nums">from {from}</span>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      )}
    </>
  );
}

function countOf(commits: number): string {
  return commits === 1 ? "1 commit" : `${commits} commits`;
}
