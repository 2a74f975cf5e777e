interface TextFieldProps {
  readonly label: string;
  readonly name: string;
  readonly autoComplete: string;
  readonly type?: "text" | "email" | "tel" | "password";
  readonly initial?: string | null | undefined;
  readonly required?: boolean;
  /** Stands as it is, for whoever is signed in. */
  readonly readOnly?: boolean;
  readonly minLength?: number;
  /** A regular expression that the whole value fits. */
  readonly pattern?: string;
  /** A sentence below the field. */
  readonly hint?: string;
  /** Takes the whole row. */
  readonly wide?: boolean;
}

/** A labelled field of a form. Fields that may stay empty say so; the browser checks the others. */
export function TextField({
  label,
  name,
  autoComplete,
  type = "text",
  initial,
  required = false,
  readOnly = false,
  minLength,
  pattern,
  hint,
  wide = false,
}: TextFieldProps) {
  return (
    <div className={wide ? "sm:col-span-2" : ""}>
      <div className="mb-1.5 flex justify-between text-sm">
        <label htmlFor={name} className="font-medium">
          {label}
        </label>
        {!required && !readOnly && <span className="text-muted">Optional</span>}
      </div>
      <input
        id={name}
        name={name}
        type={type}
        autoComplete={autoComplete}
        defaultValue={initial ?? ""}
        required={required}
        readOnly={readOnly}
        minLength={minLength}
        maxLength={200}
        pattern={pattern}
        aria-describedby={hint === undefined ? undefined : `${name}-hint`}
        className={`field ${readOnly ? "bg-sand" : ""}`}
      />
      {hint !== undefined && (
        <p id={`${name}-hint`} className="mt-1.5 text-muted text-sm">
          {hint}
        </p>
      )}
    </div>
  );
}
