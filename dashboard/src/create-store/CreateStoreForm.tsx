import { type FormEvent, useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import { idempotencyKey } from "../api/idempotencyKey.ts";
import { pointerParts } from "../api/jsonPointer.ts";
import { asProblem } from "../api/ProblemError.ts";
import type { ChangeMode, CreateStore, Engine } from "../api/types.ts";
import { timeOf } from "../backups/backupWords.ts";
import { ChangeModeField } from "../changes/ChangeModeField.tsx";
import { ReasonField } from "../changes/ReasonField.tsx";
import type { FormValues } from "../schema-form/interpretedValidator.ts";
import { formSchema, hasFields } from "../schema-form/jsonSchema.ts";
import { errorAt } from "../schema-form/pointerErrors.ts";
import { SchemaForm, type SchemaFormHandle, withDefaults } from "../schema-form/SchemaForm.tsx";
import { withoutDefaults } from "../schema-form/withoutDefaults.ts";
import { Button, buttonClasses } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { Field, TextInput } from "../ui/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import type { Clone } from "./clone.ts";
import { EngineCards } from "./EngineCards.tsx";
import { NameField } from "./NameField.tsx";
import { suggestDisplayName, whatIsWrongWithName } from "./storeNameRule.ts";
import { useCreateStore } from "./useCreateStore.ts";
import { useNameTaken } from "./useNameTaken.ts";
import { ValuesPreview } from "./ValuesPreview.tsx";

interface CreateStoreFormProps {
  engines: readonly Engine[];
  owner: string;
  domain: string | undefined;
  /** How changes can be made here, the usual one first. */
  modes: readonly ChangeMode[];
  /** What it is to be like, and the data it begins with. */
  clone: Clone | undefined;
  /** `commit` is missing when the store waits in a pull request. */
  onCreated: (name: string, commit: string | undefined) => void;
}

export function CreateStoreForm({ engines, owner, domain, modes, clone, onCreated }: CreateStoreFormProps) {
  const [name, setName] = useState("");
  const [displayName, setDisplayName] = useState(clone?.displayName ?? "");
  const [engineName, setEngineName] = useState(clone?.engine ?? engines[0]?.name);
  const [edited, setEdited] = useState<FormValues | undefined>(clone && { ...clone.values });
  const [reason, setReason] = useState("");
  const [mode, setMode] = useState<ChangeMode>(modes[0] ?? "direct");
  const [submitted, setSubmitted] = useState(false);
  const [key] = useState(idempotencyKey);
  const form = useRef<SchemaFormHandle>(null);
  const create = useCreateStore();
  const taken = useNameTaken(name);

  const engine = engines.find((candidate) => candidate.name === engineName);
  const schema = useMemo(() => formSchema(latestSchema(engine)), [engine]);
  const defaults = useMemo(() => withDefaults(schema, {}), [schema]);
  const filled = edited ?? defaults;
  const values = useMemo(() => withoutDefaults(filled, defaults, undefined, schema), [filled, defaults, schema]);
  const problem = create.isError ? asProblem(create.error) : undefined;
  const nameError = (submitted || name !== "" ? whatIsWrongWithName(name) : undefined) ?? errorAt(problem, "/name");

  // What the API said was about the form as it was; it goes with the first edit.
  const edit =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      if (create.isError) create.reset();
      set(value);
    };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    const fieldsAreFine = form.current?.validate() ?? true;
    if (!fieldsAreFine || whatIsWrongWithName(name) !== undefined || taken === "taken" || engine === undefined) return;
    const body: CreateStore = {
      name,
      engine: engine.name,
      chartVersion: engine.latest,
      displayName: displayName.trim() === "" ? suggestDisplayName(name) : displayName.trim(),
      values,
      ...(clone ? { restore: { store: clone.store, snapshot: clone.snapshot } } : {}),
      ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
      ...(modes.length > 1 ? { mode } : {}),
    };
    create.mutate(
      { body, key },
      { onSuccess: (changed) => onCreated(name, "commit" in changed ? changed.commit.id : undefined) },
    );
  };

  return (
    <form onSubmit={submit} noValidate className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <Card className="flex min-w-0 flex-col">
        <div className="flex flex-col gap-5 p-4 sm:p-6">
          {clone !== undefined && (
            <Notice title={`It begins with the data of ${clone.store}`}>
              {clone.time === undefined ? "Of its last backup. " : `Of its backup of ${timeOf(clone.time)}. `}
              Its address and its admin's sign-in are its own.
            </Notice>
          )}
          <EngineCards
            engines={clone === undefined ? engines : engines.filter(({ name: one }) => one === engineName)}
            value={engineName}
            onChange={edit((next: string) => {
              setEngineName(next);
              setEdited(undefined);
            })}
          />
          <NameField name={name} onChange={edit(setName)} error={nameError} taken={taken} domain={domain} />
          <Field
            id="store-display-name"
            label="Display name"
            hint="What people call it. Can be changed at any time."
            error={errorAt(problem, "/displayName")}
          >
            <TextInput
              id="store-display-name"
              value={displayName}
              placeholder={suggestDisplayName(name) || "Acme Shoes"}
              maxLength={80}
              autoComplete="off"
              onChange={(event) => edit(setDisplayName)(event.target.value)}
            />
          </Field>
          {hasFields(schema) && (
            <SchemaForm
              key={engineName}
              ref={form}
              schema={schema}
              values={filled}
              onChange={edit(setEdited)}
              problem={problem}
              idPrefix="create"
            />
          )}
          <div className="flex flex-col gap-5 border-t pt-5">
            <ReasonField id="create-reason" value={reason} onChange={edit(setReason)} />
            <ChangeModeField modes={modes} value={mode} onChange={edit(setMode)} />
          </div>
          {problem !== undefined && <ProblemNotice failure={create.error} shownElsewhere={hasOwnPlace} />}
        </div>
        <footer className="sticky bottom-0 flex justify-end gap-2 rounded-b-lg border-t bg-sunken px-4 py-3 sm:px-6">
          <Link to="/stores" className={buttonClasses("quiet")}>
            Cancel
          </Link>
          <Button type="submit" tone="solid" busy={create.isPending}>
            {mode === "direct" ? "Create store" : "Open pull request"}
          </Button>
        </footer>
      </Card>
      <ValuesPreview
        name={name}
        displayName={displayName.trim() || suggestDisplayName(name)}
        engine={engine?.name ?? ""}
        chartVersion={engine?.latest ?? ""}
        owner={owner}
        values={clone === undefined ? values : { ...values, restore: restoreOf(clone) }}
        reason={reason.trim()}
        mode={mode}
      />
    </form>
  );
}

/** As it will stand in the file; the instant is that of the commit. */
function restoreOf({ store, snapshot }: Clone): Record<string, unknown> {
  return { snapshot, at: "…", store };
}

function latestSchema(engine: Engine | undefined): Record<string, unknown> {
  return engine?.versions.find((version) => version.version === engine.latest)?.schema ?? {};
}

function hasOwnPlace(pointer: string): boolean {
  return ["name", "displayName", "values"].includes(pointerParts(pointer)[0] ?? "");
}
