import { LoaderCircle } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./classNames.ts";

export type ButtonTone = "solid" | "outline" | "quiet" | "danger";
export type ButtonSize = "sm" | "md";

const TONES: Record<ButtonTone, string> = {
  solid: "bg-solid text-on-solid hover:bg-solid-hover",
  outline: "bg-surface text-ink border border-line-strong hover:bg-hover",
  quiet: "text-muted hover:text-ink hover:bg-hover",
  danger: "bg-bad-solid text-on-bad-solid hover:bg-bad-solid-hover",
};

const SIZES: Record<ButtonSize, string> = {
  sm: "h-7 px-2.5 text-sm gap-1.5",
  md: "h-9 px-3.5 text-base gap-2",
};

/** The classes of a button, for links that look like one. */
export function buttonClasses(tone: ButtonTone = "outline", size: ButtonSize = "md"): string {
  return classNames(
    "inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors",
    "disabled:opacity-50 disabled:pointer-events-none aria-disabled:opacity-50",
    TONES[tone],
    SIZES[size],
  );
}

interface ButtonProps extends ComponentProps<"button"> {
  tone?: ButtonTone;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Shows that the click is being worked on, and refuses another. */
  busy?: boolean;
}

export function Button({ tone, size, icon, busy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={classNames(buttonClasses(tone, size), className)}
    >
      {busy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  /** What it does: its accessible name. */
  label: string;
}

export function IconButton({ label, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classNames(
        "inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink disabled:opacity-50",
        className,
      )}
    >
      {children}
    </button>
  );
}
