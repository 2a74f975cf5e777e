import { CircleCheck, CircleX, GitCommitHorizontal, LoaderCircle } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Store } from "../api/types.ts";
import { CommitLink } from "../changes/CommitLink.tsx";
import { ReasonField } from "../changes/ReasonField.tsx";
import { Button } from "../ui/Button.tsx";
import { CancelButton, Modal, ModalActions, ModalBody } from "../ui/Modal.tsx";
import { Notice } from "../ui/Notice.tsx";
import { TypedConfirmation } from "../ui/TypedConfirmation.tsx";
import { type BulkKind, type BulkPlan, planBulk } from "./bulkActions.ts";
import { type StepState, useBulkRun } from "./useBulkRun.ts";

interface BulkDialogProps {
  kind: BulkKind;
  stores: readonly Store[];
  onClose: () => void;
  /** Called once something was done, so that what is ticked can be forgotten. */
  onDone: () => void;
}

const WORDS: Record<BulkKind, { verb: string; meaning: string }> = {
  suspend: {
    verb: "Suspend",
    meaning: "Shops and programs stop, all data is kept. Shoppers can't reach them until they are resumed.",
  },
  resume: { verb: "Resume", meaning: "The stores start again with all their data." },
  delete: {
    verb: "Delete",
    meaning:
      "Each shop, its database, its disks and its secrets go; what is backed up is backed up once more first. The files' history stays in Git.",
  },
};

/** One action on many stores: the commits it will make, and then what became of each. */
export function BulkDialog({ kind, stores, onClose, onDone }: BulkDialogProps) {
  const [plan] = useState(() => planBulk(kind, stores));
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const run = useBulkRun();
  const count = plan.steps.length;
  const what = `${count} ${count === 1 ? "store" : "stores"}`;
  const { verb, meaning } = WORDS[kind];
  const sentence = `delete ${what}`;
  const ready = count > 0 && (kind !== "delete" || typed === sentence);
  const failed = [...run.states.values()].filter(({ state }) => state === "failed").length;
  const done = [...run.states.values()].filter(({ state }) => state === "done").length;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || run.phase !== "asking") return;
    run.start(plan.steps, reason.trim() === "" ? undefined : reason.trim());
    onDone();
  };

  return (
    <Modal
      open
      onOpenChange={onClose}
      title={`${verb} ${what}?`}
      description={
        run.phase === "asking" ? meaning : `${done} of ${count} done${failed > 0 ? `, ${failed} failed` : ""}`
      }
    >
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <ModalBody className="flex flex-col gap-4">
          <CommitPreview plan={plan} states={run.states} />
          {run.phase === "asking" && count > 0 && <ReasonField id="bulk-reason" value={reason} onChange={setReason} />}
          {run.phase === "asking" && kind === "delete" && count > 0 && (
            <TypedConfirmation
              id="bulk-confirm"
              label={`Type “${sentence}” to confirm`}
              value={typed}
              onChange={setTyped}
            />
          )}
          {plan.skipped.length > 0 && (
            <Notice title={`${plan.skipped.length} left as they are`}>
              {plan.skipped.map(({ name, why }) => `${name} ${why}`).join(", ")}
            </Notice>
          )}
        </ModalBody>
        <ModalActions>
          {run.phase === "over" ? (
            <Button tone="solid" onClick={onClose}>
              Close
            </Button>
          ) : (
            <>
              <CancelButton />
              <Button
                type="submit"
                tone={kind === "delete" ? "danger" : "solid"}
                disabled={!ready}
                busy={run.phase === "running"}
              >
                {verb} {what}
              </Button>
            </>
          )}
        </ModalActions>
      </form>
    </Modal>
  );
}

/** The commits, before and after they are made. */
function CommitPreview({ plan, states }: { plan: BulkPlan; states: ReadonlyMap<string, StepState> }) {
  if (plan.steps.length === 0) return <p>There is nothing to do: no chosen store needs it.</p>;
  return (
    <section aria-label="Commits" className="flex flex-col gap-1.5">
      <h3 className="text-sm font-medium">
        {plan.steps.length === 1 ? "The commit that is made" : `The ${plan.steps.length} commits that are made`}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <ul tabIndex={0} className="max-h-64 divide-y overflow-y-auto rounded-md border bg-sunken">
        {plan.steps.map((step) => (
          <li key={step.name} className="flex items-start gap-2 px-3 py-1.5">
            <StepIcon state={states.get(step.name)} />
            <div className="min-w-0 flex-1">
              <code className="font-mono text-xs break-all">{step.subject}</code>
              <StepOutcome state={states.get(step.name)} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function StepIcon({ state }: { state: StepState | undefined }) {
  const place = "mt-0.5 size-4 shrink-0";
  if (state?.state === "done") return <CircleCheck aria-label="Done" className={`${place} text-good`} />;
  if (state?.state === "failed") return <CircleX aria-label="Failed" className={`${place} text-bad`} />;
  if (state?.state === "running")
    return <LoaderCircle aria-label="Under way" className={`${place} animate-spin text-accent`} />;
  return <GitCommitHorizontal aria-hidden className={`${place} text-muted`} />;
}

function StepOutcome({ state }: { state: StepState | undefined }) {
  if (state?.state === "failed") return <p className="text-sm text-bad">{state.why}</p>;
  if (state?.state !== "done") return null;
  if ("commit" in state.changed) return <CommitLink id={state.changed.commit.id} className="ml-2" />;
  const { number, url } = state.changed.pullRequest;
  return (
    <a href={url} target="_blank" rel="noreferrer" className="ml-2 text-sm text-accent hover:underline">
      Pull request #{number}
    </a>
  );
}
