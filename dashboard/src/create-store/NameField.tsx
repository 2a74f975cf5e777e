import { Check, LoaderCircle } from "lucide-react";
import { Field, TextInput } from "../ui/Field.tsx";
import type { NameCheck } from "./useNameTaken.ts";

interface NameFieldProps {
  name: string;
  onChange: (name: string) => void;
  error: string | undefined;
  taken: NameCheck;
  domain: string | undefined;
}

/** The store's name, checked as it is typed. */
export function NameField({ name, onChange, error, taken, domain }: NameFieldProps) {
  const wrong = error ?? (taken === "taken" ? `The name ${name} is taken. Choose another.` : undefined);
  return (
    <Field
      id="store-name"
      label="Name"
      error={wrong}
      hint={
        name === "" ? (
          "Small letters, digits and hyphens. It can't be changed later."
        ) : (
          <span>
            The shop will be at{" "}
            <span className="font-medium break-all text-ink">
              {name}.{domain ?? "…"}
            </span>
          </span>
        )
      }
    >
      <div className="relative">
        <TextInput
          id="store-name"
          value={name}
          placeholder="acme-shoes"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          invalid={wrong !== undefined}
          onChange={(event) => onChange(event.target.value)}
          className="pr-24"
        />
        <span role="status" className="absolute inset-y-0 right-3 flex items-center gap-1.5 text-sm">
          {taken === "checking" && <LoaderCircle aria-label="Checking" className="size-4 animate-spin text-muted" />}
          {taken === "free" && wrong === undefined && (
            <span className="flex items-center gap-1 text-good">
              <Check aria-hidden className="size-4" /> Available
            </span>
          )}
        </span>
      </div>
    </Field>
  );
}
