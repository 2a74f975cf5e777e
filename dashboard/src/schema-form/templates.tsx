import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  FieldTemplateProps,
  IconButtonProps,
  ObjectFieldTemplateProps,
  RJSFSchema,
  TemplatesType,
  WrapIfAdditionalTemplateProps,
} from "@rjsf/utils";
import { ArrowDown, ArrowUp, ChevronRight, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button, IconButton } from "../ui/Button.tsx";
import { classNames } from "../ui/classNames.ts";
import { TextInput } from "../ui/Field.tsx";
import type { FormValues } from "./interpretedValidator.ts";
import { isAdvancedSetting } from "./jsonSchema.ts";
import { widgetInput } from "./widgets.tsx";

function FieldTemplate(props: FieldTemplateProps<FormValues, RJSFSchema>) {
  const { id, label, children, rawDescription, rawErrors, hidden, displayLabel, schema, required, registry } = props;
  if (hidden === true) return <div className="hidden">{children}</div>;
  const Wrap = registry.templates.WrapIfAdditionalTemplate;
  const errors = rawErrors ?? [];
  const isCheckbox = schema.type === "boolean";
  const labelled = displayLabel === true && !isCheckbox;
  return (
    <Wrap {...props}>
      <div className="flex flex-col gap-1.5">
        {labelled && (
          <div className="flex items-baseline gap-1.5">
            <label htmlFor={id} className="text-sm font-medium">
              {label}
            </label>
            {required === true && <span className="text-xs text-muted">required</span>}
          </div>
        )}
        {children}
        {(labelled || isCheckbox || errors.length > 0) && (
          <div id={`${id}-note`} className={classNames("text-sm empty:hidden", isCheckbox && "pl-12")}>
            {errors.length > 0 ? (
              <span className="text-bad first-letter:uppercase">{errors.join(". ")}</span>
            ) : (
              rawDescription !== undefined &&
              rawDescription !== "" && <span className="text-muted">{rawDescription}</span>
            )}
          </div>
        )}
      </div>
    </Wrap>
  );
}

function ObjectFieldTemplate(props: ObjectFieldTemplateProps<FormValues, RJSFSchema>) {
  const { fieldPathId, title, description, properties, schema, onAddProperty, disabled } = props;
  const shown = properties.filter((property) => !property.hidden);
  const fields = shown.map((property) => property.content);
  const canAdd = schema.additionalProperties !== undefined && schema.additionalProperties !== false;
  const depth = fieldPathId.path.length;
  const Heading = depth === 1 ? "h2" : "h3";
  if (depth === 0) {
    const isAdvanced = ({ name }: (typeof shown)[number]) => isAdvancedSetting(schema.properties?.[name]);
    const advanced = shown.filter(isAdvanced);
    return (
      <div className="flex flex-col gap-6">
        {shown.filter((property) => !isAdvanced(property)).map((property) => property.content)}
        {advanced.length > 0 && (
          <AdvancedSettings faulty={advanced.some(({ name }) => props.errorSchema?.[name] !== undefined)}>
            {advanced.map((property) => property.content)}
          </AdvancedSettings>
        )}
      </div>
    );
  }
  return (
    <fieldset
      aria-labelledby={`${fieldPathId.$id}-title`}
      className={classNames("flex min-w-0 flex-col gap-4", depth === 1 ? "border-t pt-5" : "border-l-2 pl-4")}
    >
      <div>
        <Heading id={`${fieldPathId.$id}-title`} className={depth === 1 ? "font-semibold" : "text-sm font-semibold"}>
          {title}
        </Heading>
        {description !== undefined && description !== "" && <div className="text-sm text-muted">{description}</div>}
      </div>
      {fields}
      {canAdd && <AddButton onClick={onAddProperty} disabled={disabled} label={`Add to ${title}`} />}
    </fieldset>
  );
}

/** What few stores need: drawn once it is asked for, or when something in it is wrong. */
function AdvancedSettings({ faulty, children }: { faulty: boolean; children: ReactNode }) {
  const [asked, setAsked] = useState(false);
  const open = asked || faulty;
  return (
    <div className="border-t pt-5">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setAsked(!open)}
        className="inline-flex items-center gap-1 font-semibold"
      >
        <ChevronRight aria-hidden className={classNames("size-4 transition-transform", open && "rotate-90")} />
        Advanced
      </button>
      {open && <div className="mt-4 flex flex-col gap-6">{children}</div>}
    </div>
  );
}

function ArrayFieldTemplate(props: ArrayFieldTemplateProps<FormValues, RJSFSchema>) {
  const { title, items, canAdd, onAddClick, disabled, schema } = props;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">{title}</legend>
      {schema.description !== undefined && <p className="-mt-1 text-sm text-muted">{schema.description}</p>}
      {items}
      {canAdd === true && <AddButton onClick={onAddClick} disabled={disabled} label={`Add to ${title}`} />}
    </fieldset>
  );
}

function AddButton(props: { onClick: () => void; disabled: boolean | undefined; label: string }) {
  return (
    <Button
      size="sm"
      className="self-start"
      icon={<Plus aria-hidden className="size-4" />}
      disabled={props.disabled}
      onClick={() => props.onClick()}
      aria-label={props.label}
    >
      Add
    </Button>
  );
}

function ArrayFieldItemTemplate(props: ArrayFieldItemTemplateProps<FormValues, RJSFSchema>) {
  const { children, buttonsProps, hasToolbar, index } = props;
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">{children}</div>
      {hasToolbar && (
        <>
          {buttonsProps.hasMoveUp && (
            <IconButton label={`Move entry ${index + 1} up`} onClick={buttonsProps.onMoveUpItem}>
              <ArrowUp aria-hidden className="size-4" />
            </IconButton>
          )}
          {buttonsProps.hasMoveDown && (
            <IconButton label={`Move entry ${index + 1} down`} onClick={buttonsProps.onMoveDownItem}>
              <ArrowDown aria-hidden className="size-4" />
            </IconButton>
          )}
          {buttonsProps.hasRemove && (
            <IconButton label={`Remove entry ${index + 1}`} onClick={buttonsProps.onRemoveItem}>
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          )}
        </>
      )}
    </div>
  );
}

/** A key that the schema leaves open gets an input for its name and a button that takes it away. */
function WrapIfAdditionalTemplate(props: WrapIfAdditionalTemplateProps<FormValues, RJSFSchema>) {
  const { children, id, label, schema, onKeyRenameBlur, onRemoveProperty, disabled } = props;
  if (!("__additional_property" in schema)) return children;
  return (
    <div className="flex items-start gap-2">
      <div className="flex w-2/5 flex-col gap-1.5">
        <label htmlFor={`${id}-key`} className="text-sm font-medium">
          Key
        </label>
        <TextInput id={`${id}-key`} mono defaultValue={label} onBlur={onKeyRenameBlur} disabled={disabled} />
      </div>
      <div className="min-w-0 flex-1">{children}</div>
      <IconButton label={`Remove ${label}`} className="mt-7" onClick={onRemoveProperty} disabled={disabled}>
        <Trash2 aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}

function NoButton(_props: IconButtonProps<FormValues, RJSFSchema>) {
  return null;
}

/** How the form library's parts look here. */
export const templates: Partial<Omit<TemplatesType<FormValues, RJSFSchema>, "ButtonTemplates">> & {
  ButtonTemplates: Partial<TemplatesType<FormValues, RJSFSchema>["ButtonTemplates"]>;
} = {
  FieldTemplate,
  ObjectFieldTemplate,
  WrapIfAdditionalTemplate,
  ArrayFieldTemplate,
  ArrayFieldItemTemplate,
  BaseInputTemplate: widgetInput,
  ButtonTemplates: { CopyButton: NoButton },
};
