interface TextFieldProps {
  readonly label: string;
  readonly name: string;
  readonly autoComplete: string;
  readonly type?: "text" | "email" | "tel";
  readonly initial?: string | null | undefined;
  readonly required?: boolean;
  /** Takes the whole row. */
  readonly wide?: boolean;
}

/** A labelled field of the checkout's form. Fields that may stay empty say so; the browser checks the others. */
export function TextField({
  label,
  name,
  autoComplete,
  type = "text",
  initial,
  required = false,
  wide = false,
}: TextFieldProps) {
  return (
    <div className={wide ? "sm:col-span-2" : ""}>
      <div className="mb-1.5 flex justify-between text-sm">
        <label htmlFor={name} className="font-medium">
          {label}
        </label>
        {!required && <span className="text-muted">Optional</span>}
      </div>
      <input
        id={name}
        name={name}
        type={type}
        autoComplete={autoComplete}
        defaultValue={initial ?? ""}
        required={required}
        maxLength={200}
        className="field"
      />
    </div>
  );
}
