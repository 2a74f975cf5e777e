import { TypedConfirmation } from "./TypedConfirmation.tsx";

interface StoreNameConfirmationProps {
  id: string;
  /** What is to be typed. */
  name: string;
  value: string;
  onChange: (typed: string) => void;
}

/** The store's name, typed by whoever means it. */
export function StoreNameConfirmation({ id, name, value, onChange }: StoreNameConfirmationProps) {
  return (
    <TypedConfirmation
      id={id}
      label="Type the store's name to confirm"
      hint={
        <>
          The name is <span className="font-mono text-xs font-medium text-ink">{name}</span>
        </>
      }
      value={value}
      onChange={onChange}
    />
  );
}
