import {
  type BaseInputTemplateProps,
  enumOptionsIndexForValue,
  enumOptionsValueForIndex,
  getInputProps,
  type RegistryWidgetsType,
  type RJSFSchema,
  type WidgetProps,
} from "@rjsf/utils";
import { classNames } from "../ui/classNames.ts";
import { inputClasses, TextInput } from "../ui/Field.tsx";
import { Segments } from "../ui/Segments.tsx";
import type { FormValues } from "./interpretedValidator.ts";

/** At most so many choices are shown side by side; more go into a drop-down. */
const MOST_SEGMENTS = 4;

/** Text and number inputs. */
export function widgetInput(props: BaseInputTemplateProps<FormValues, RJSFSchema>) {
  const { id, value, schema, type, options, required, disabled, readonly, placeholder, rawErrors } = props;
  const { step, min, max, type: inputType } = getInputProps(schema, type, options);
  return (
    <TextInput
      id={id}
      type={inputType}
      {...(step === undefined ? {} : { step })}
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      value={typeof value === "string" || typeof value === "number" ? value : ""}
      required={required}
      disabled={disabled}
      readOnly={readonly}
      placeholder={placeholder}
      autoComplete="off"
      invalid={(rawErrors ?? []).length > 0}
      onChange={(event) => props.onChange(event.target.value === "" ? options.emptyValue : event.target.value)}
      onBlur={(event) => props.onBlur(id, event.target.value)}
    />
  );
}

function TextareaWidget(props: WidgetProps<FormValues, RJSFSchema>) {
  const { id, value, options, disabled, readonly, placeholder } = props;
  return (
    <textarea
      id={id}
      rows={options.rows ?? 4}
      value={typeof value === "string" ? value : ""}
      disabled={disabled}
      readOnly={readonly}
      placeholder={placeholder}
      aria-describedby={`${id}-note`}
      className={classNames(inputClasses, "h-auto py-2")}
      onChange={(event) => props.onChange(event.target.value === "" ? options.emptyValue : event.target.value)}
      onBlur={(event) => props.onBlur(id, event.target.value)}
    />
  );
}

function CheckboxWidget(props: WidgetProps<FormValues, RJSFSchema>) {
  const { id, value, label, disabled, readonly } = props;
  return (
    <div className="flex items-center gap-3">
      <input
        id={id}
        type="checkbox"
        checked={value === true}
        disabled={disabled === true || readonly === true}
        aria-describedby={`${id}-note`}
        onChange={(event) => props.onChange(event.target.checked)}
        className="h-5 w-9 shrink-0 appearance-none rounded-full bg-control p-0.5 transition-colors before:block before:size-4 before:rounded-full before:bg-[white] before:shadow-card before:transition-transform checked:bg-accent-mark checked:before:translate-x-4 disabled:opacity-50"
      />
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
    </div>
  );
}

/** One of few: segments; one of many: a drop-down. */
function SelectWidget(props: WidgetProps<FormValues, RJSFSchema>) {
  const { id, value, options, disabled, readonly, required, schema, multiple } = props;
  const choices = options.enumOptions ?? [];
  const chosen = enumOptionsIndexForValue<RJSFSchema>(value, choices, multiple === true);
  const pick = (index: string | string[]) => props.onChange(enumOptionsValueForIndex<RJSFSchema>(index, choices));
  const locked = disabled === true || readonly === true;
  const needsEmpty = required !== true && schema.default === undefined;

  if (multiple === true || needsEmpty || choices.length > MOST_SEGMENTS) {
    return (
      <select
        id={id}
        multiple={multiple === true}
        value={chosen ?? ""}
        disabled={locked}
        aria-describedby={`${id}-note`}
        className={classNames(inputClasses, multiple === true && "h-auto py-1")}
        onChange={(event) =>
          pick(multiple === true ? [...event.target.selectedOptions].map((option) => option.value) : event.target.value)
        }
        onBlur={() => props.onBlur(id, value)}
      >
        {multiple !== true && needsEmpty && <option value="">Not set</option>}
        {choices.map((choice, index) => (
          <option key={choice.label} value={String(index)}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  }
  return (
    <Segments
      id={id}
      label={props.label}
      describedBy={`${id}-note`}
      options={choices.map((choice, index) => ({ value: String(index), label: choice.label }))}
      value={typeof chosen === "string" ? chosen : undefined}
      disabled={locked}
      onChange={pick}
    />
  );
}

/** The widgets of the form library, as the rest of the dashboard looks. */
export const widgets: RegistryWidgetsType<FormValues, RJSFSchema> = {
  CheckboxWidget,
  SelectWidget,
  TextareaWidget,
};
