// The package's index would also load its test registry, and with it a validator that compiles code.
import Form from "@rjsf/core/lib/components/Form.js";
import type { RJSFSchema, UiSchema } from "@rjsf/utils";
import { getDefaultFormState } from "@rjsf/utils";
import { type Ref, useImperativeHandle, useRef } from "react";
import type { Problem } from "../api/types.ts";
import { type FormValues, interpretedValidator } from "./interpretedValidator.ts";
import { pointerErrors } from "./pointerErrors.ts";
import { templates } from "./templates.tsx";
import { widgets } from "./widgets.tsx";

/** What the page around the form may ask of it. */
export interface SchemaFormHandle {
  /** Shows what is wrong; true when nothing is. */
  validate: () => boolean;
}

interface SchemaFormProps {
  schema: RJSFSchema;
  values: FormValues;
  onChange: (values: FormValues) => void;
  /** What the API said about the values, which stand below `/values` of the request. */
  problem?: Problem | undefined;
  disabled?: boolean;
  idPrefix: string;
  ref?: Ref<SchemaFormHandle>;
}

const UI_SCHEMA: UiSchema<FormValues, RJSFSchema> = {
  "ui:submitButtonOptions": { norender: true },
  // They have a section of their own beside the form.
  domains: { "ui:widget": "hidden" },
};

/** An engine's settings, drawn from its JSON Schema. It is a part of the form around it, and has no button of its own. */
export function SchemaForm({ schema, values, onChange, problem, disabled, idPrefix, ref }: SchemaFormProps) {
  const form = useRef<Form<FormValues, RJSFSchema>>(null);
  useImperativeHandle(ref, () => ({ validate: () => form.current?.validateForm() ?? true }));
  return (
    <Form<FormValues, RJSFSchema>
      ref={form}
      tagName="div"
      schema={schema}
      uiSchema={UI_SCHEMA}
      formData={values}
      validator={interpretedValidator}
      templates={templates}
      widgets={widgets}
      extraErrors={pointerErrors(problem, "/values")}
      showErrorList={false}
      liveValidate="onBlur"
      noHtml5Validate
      disabled={disabled === true}
      idPrefix={idPrefix}
      // The fields show it; without this the library also logs it as an error.
      onError={() => {}}
      onChange={({ formData }) => onChange(formData ?? {})}
    />
  );
}

/** The values a form starts with: what is given, filled up with the schema's defaults. */
export function withDefaults(schema: RJSFSchema, values: FormValues): FormValues {
  const filled = getDefaultFormState<FormValues, RJSFSchema>(interpretedValidator, schema, values, schema);
  return Array.isArray(filled) || filled === undefined ? values : filled;
}
