import { Check } from "lucide-react";
import type { Engine } from "../api/types.ts";
import { classNames } from "../ui/classNames.ts";

interface EngineCardsProps {
  engines: readonly Engine[];
  value: string | undefined;
  onChange: (name: string) => void;
}

/** One card per engine; together they are a radio group. */
export function EngineCards({ engines, value, onChange }: EngineCardsProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">Engine</legend>
      <div className={classNames("grid gap-2", engines.length > 1 && "sm:grid-cols-2")}>
        {engines.map((engine) => (
          <label
            key={engine.name}
            className="relative flex flex-col gap-0.5 rounded-lg border border-line-strong bg-surface py-3 pr-10 pl-4 transition-colors hover:border-control has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="engine"
              value={engine.name}
              aria-label={engine.displayName}
              aria-describedby={`engine-${engine.name}`}
              checked={engine.name === value}
              onChange={() => onChange(engine.name)}
              className="peer absolute inset-0 cursor-pointer appearance-none rounded-lg outline-none"
            />
            <span className="font-medium">
              {engine.displayName} <span className="text-sm font-normal text-muted">{engine.latest}</span>
            </span>
            <span id={`engine-${engine.name}`} className="text-sm text-muted">
              {engine.description}
            </span>
            <Check aria-hidden className="absolute top-3.5 right-3.5 hidden size-4 text-accent peer-checked:block" />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
