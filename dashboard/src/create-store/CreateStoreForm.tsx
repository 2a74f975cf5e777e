import { type FormEvent, useMemo, useRef, useState } from "react";
import { idempotencyKey } from "../api/idempotencyKey.ts";
import { pointerParts } from "../api/jsonPointer.ts";
import { asProblem } from "../api/ProblemError.ts";
import type { CreateStore, Engine } from "../api/types.ts";
import type { FormValues } from "../schema-form/interpretedValidator.ts";
import { formSchema, hasFields } from "../schema-form/jsonSchema.ts";
import { errorAt } from "../schema-form/pointerErrors.ts";
import { SchemaForm, type SchemaFormHandle, withDefaults } from "../schema-form/SchemaForm.tsx";
import { withoutDefaults } from "../schema-form/withoutDefaults.ts";
import { Button } from "../ui/Button.tsx";
import { Field, TextInput } from "../ui/Field.tsx";
import { ModalActions, ModalBody } from "../ui/Modal.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
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
  onCancel: () => void;
  onCreated: (name: string) => void;
}

export function CreateStoreForm({ engines, owner, domain, onCancel, onCreated }: CreateStoreFormProps) {
  const [name, setName] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [engineName, setEngineName] = useState(engines[0]?.name);
  const [edited, setEdited] = useState<FormValues>();
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
    };
    create.mutate({ body, key }, { onSuccess: () => onCreated(name) });
  };

  return (
    <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto md:flex-row md:overflow-hidden">
        <ModalBody className="flex flex-none flex-col gap-5 overflow-visible md:min-w-0 md:flex-1 md:overflow-y-auto">
          <EngineCards
            engines={engines}
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
        </ModalBody>
        <ValuesPreview
          name={name}
          displayName={displayName.trim() || suggestDisplayName(name)}
          engine={engine?.name ?? ""}
          chartVersion={engine?.latest ?? ""}
          owner={owner}
          values={values}
        />
      </div>
      {problem !== undefined && (
        <div className="border-t px-5 py-3 sm:px-6">
          <ProblemNotice failure={create.error} shownElsewhere={hasOwnPlace} />
        </div>
      )}
      <ModalActions>
        <Button tone="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" tone="solid" busy={create.isPending}>
          Create store
        </Button>
      </ModalActions>
    </form>
  );
}

function latestSchema(engine: Engine | undefined): Record<string, unknown> {
  return engine?.versions.find((version) => version.version === engine.latest)?.schema ?? {};
}

function hasOwnPlace(pointer: string): boolean {
  return ["name", "displayName", "values"].includes(pointerParts(pointer)[0] ?? "");
}
