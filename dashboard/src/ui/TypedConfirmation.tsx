import type { ReactNode } from "react";
import { Field, TextInput } from "./Field.tsx";

interface TypedConfirmationProps {
  id: string;
  label: string;
  hint?: ReactNode;
  value: string;
  onChange: (typed: string) => void;
}

/** Something to type, so that a click alone can't do harm. */
export function TypedConfirmation({ id, label, hint, value, onChange }: TypedConfirmationProps) {
  return (
    <Field id={id} label={label} hint={hint}>
      <TextInput
        id={id}
        value={value}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
