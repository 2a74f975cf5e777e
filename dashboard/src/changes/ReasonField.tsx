import { Field, TextInput } from "../ui/Field.tsx";

interface ReasonFieldProps {
  id: string;
  value: string;
  onChange: (reason: string) => void;
}

/** Why somebody changes something; it goes into the commit. */
export function ReasonField({ id, value, onChange }: ReasonFieldProps) {
  return (
    <Field id={id} label="Reason" optional hint="Kept in the commit, for whoever wonders later.">
      <TextInput
        id={id}
        value={value}
        maxLength={500}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
