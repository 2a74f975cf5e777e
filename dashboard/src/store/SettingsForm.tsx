import { type FormEvent, useMemo, useRef, useState } from "react";
import { pointerParts } from "../api/jsonPointer.ts";
import { asProblem } from "../api/ProblemError.ts";
import type { ChangeMode, StoreDetail } from "../api/types.ts";
import { ChangeModeField } from "../changes/ChangeModeField.tsx";
import { ReasonField } from "../changes/ReasonField.tsx";
import type { FormValues } from "../schema-form/interpretedValidator.ts";
import { formSchema, hasFields } from "../schema-form/jsonSchema.ts";
import { mergePatch } from "../schema-form/mergePatch.ts";
import { errorAt } from "../schema-form/pointerErrors.ts";
import { SchemaForm, type SchemaFormHandle, withDefaults } from "../schema-form/SchemaForm.tsx";
import { withoutDefaults } from "../schema-form/withoutDefaults.ts";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Card.tsx";
import { Field, TextInput } from "../ui/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { SettingsDiff } from "./SettingsDiff.tsx";
import { type StorePatch, useUpdateStore } from "./useUpdateStore.ts";

interface SettingsFormProps {
  store: StoreDetail;
  etag: string | undefined;
  schema: Record<string, unknown> | undefined;
  /** How changes can be made here, the usual one first. */
  modes: readonly ChangeMode[];
  readOnly: boolean;
  onReload: () => void;
}

/** What somebody changed in the form and has not saved, and the version of the file they started from. */
interface Draft {
  readonly etag: string | undefined;
  readonly store: StoreDetail;
  readonly displayName: string;
  readonly values: FormValues;
}

export function SettingsForm({
  store: live,
  etag: liveEtag,
  schema: given,
  modes,
  readOnly,
  onReload,
}: SettingsFormProps) {
  const schema = useMemo(() => formSchema(given ?? {}), [given]);
  const [draft, setDraft] = useState<Draft>();
  const [reason, setReason] = useState("");
  const [chosenMode, setMode] = useState<ChangeMode>();
  const mode = chosenMode ?? modes[0] ?? "direct";
  const form = useRef<SchemaFormHandle>(null);
  const update = useUpdateStore(live.name);

  // While somebody types, the form stands on the version they began with; else it follows the store.
  const store = draft?.store ?? live;
  const etag = draft === undefined ? liveEtag : draft.etag;
  const original = useMemo(() => store.values ?? {}, [store.values]);
  const start = useMemo(() => withDefaults(schema, original), [schema, original]);
  const displayName = draft?.displayName ?? store.displayName;
  const values = draft?.values ?? start;
  const edit = (change: Partial<Pick<Draft, "displayName" | "values">>) => {
    // What the API said was about the form as it was, except that the file has moved on.
    if (update.isError && asProblem(update.error).status !== 412) update.reset();
    setDraft({ etag, store, displayName, values, ...change });
  };

  const patch = useMemo((): StorePatch | undefined => {
    const chosen = withoutDefaults(values, withDefaults(schema, {}), original, schema);
    const changedValues = mergePatch(original, chosen);
    const renamed = displayName.trim() !== store.displayName;
    if (changedValues === undefined && !renamed) return undefined;
    return {
      ...(renamed ? { displayName: displayName.trim() } : {}),
      ...(changedValues === undefined ? {} : { values: changedValues }),
    };
  }, [values, original, schema, displayName, store.displayName]);

  const problem = update.isError ? asProblem(update.error) : undefined;
  const outdated = problem?.status === 412 || (draft !== undefined && draft.etag !== liveEtag);
  const startOver = () => {
    setDraft(undefined);
    update.reset();
    onReload();
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (patch === undefined || form.current?.validate() === false) return;
    const why = reason.trim();
    update.mutate(
      {
        patch: { ...patch, ...(why !== "" && { reason: why }), ...(modes.length > 1 && { mode }) },
        etag,
        done: "Settings saved",
      },
      {
        onSuccess: () => {
          setDraft(undefined);
          setReason("");
        },
      },
    );
  };

  return (
    <form onSubmit={submit} noValidate>
      <Section
        title="Settings"
        note={mode === "direct" ? "Each save is one commit." : "Each save is one pull request."}
      >
        <div className="flex flex-col gap-5 px-4 py-4">
          {outdated && (
            <Notice
              tone="warn"
              role="status"
              title="The store was changed meanwhile"
              actions={
                <Button size="sm" onClick={startOver}>
                  Load the new version
                </Button>
              }
            >
              Your changes are based on an older version of its file, so they can't be saved over the newer one.
            </Notice>
          )}
          <Field id="settings-display-name" label="Display name" error={errorAt(problem, "/displayName")}>
            <TextInput
              id="settings-display-name"
              value={displayName}
              maxLength={80}
              disabled={readOnly}
              autoComplete="off"
              onChange={(event) => edit({ displayName: event.target.value })}
            />
          </Field>
          {given === undefined && (
            <Notice tone="warn" title={`The schema of ${store.engine} ${store.chartVersion} is not released`}>
              The other settings can be changed in the store's file in Git.
            </Notice>
          )}
          {hasFields(schema) && (
            <SchemaForm
              key={etag}
              ref={form}
              schema={schema}
              values={values}
              onChange={(next) => edit({ values: next })}
              problem={problem}
              disabled={readOnly}
              idPrefix="settings"
            />
          )}
          {patch !== undefined && <SettingsDiff store={store} patch={patch} />}
          {patch !== undefined && <ReasonField id="settings-reason" value={reason} onChange={setReason} />}
          {patch !== undefined && <ChangeModeField modes={modes} value={mode} onChange={setMode} />}
          {problem !== undefined && problem.status !== 412 && (
            <ProblemNotice
              failure={update.error}
              shownElsewhere={(pointer) => ["displayName", "values"].includes(pointerParts(pointer)[0] ?? "")}
            />
          )}
        </div>
        {!readOnly && (
          <footer className="flex items-center justify-end gap-2 border-t bg-sunken px-4 py-3">
            {patch !== undefined && (
              <Button tone="quiet" onClick={startOver}>
                Discard
              </Button>
            )}
            <Button type="submit" tone="solid" disabled={patch === undefined || outdated} busy={update.isPending}>
              {mode === "direct" ? "Save changes" : "Open pull request"}
            </Button>
          </footer>
        )}
      </Section>
    </form>
  );
}
