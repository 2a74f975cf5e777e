import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./classNames.ts";

export const inputClasses =
  "h-9 w-full rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-muted transition-colors hover:border-control focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-bad-mark";

interface FieldProps {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  children: ReactNode;
  className?: string;
}

/** A labelled control with its hint, or what is wrong with it. The control names `${id}-note` as its description. */
export function Field({ id, label, hint, error, optional = false, children, className }: FieldProps) {
  return (
    <div className={classNames("flex flex-col gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {optional && <span className="text-xs text-muted">Optional</span>}
      </div>
      {children}
      {(error !== undefined || hint !== undefined) && (
        <div id={`${id}-note`} className={classNames("text-sm", error === undefined ? "text-muted" : "text-bad")}>
          {error ?? hint}
        </div>
      )}
    </div>
  );
}

interface TextInputProps extends ComponentProps<"input"> {
  id: string;
  invalid?: boolean;
  mono?: boolean;
}

export function TextInput({ id, invalid = false, mono = false, className, ...rest }: TextInputProps) {
  return (
    <input
      id={id}
      aria-describedby={`${id}-note`}
      aria-invalid={invalid || undefined}
      {...rest}
      className={classNames(inputClasses, mono && "font-mono text-sm", className)}
    />
  );
}
