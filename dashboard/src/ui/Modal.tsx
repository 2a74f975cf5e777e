import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { Button, IconButton } from "./Button.tsx";
import { classNames } from "./classNames.ts";
import { useFocusReturn } from "./useFocusReturn.ts";

interface ModalProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  size?: "md" | "lg";
  children: ReactNode;
}

/** A dialog: centred on a wide screen, a sheet from below on a narrow one. */
export function Modal({ open, onOpenChange, title, description, size = "md", children }: ModalProps) {
  const returnFocus = useFocusReturn();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim backdrop-blur-[2px]" />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-end justify-center sm:items-center sm:p-6">
          <Dialog.Content
            onCloseAutoFocus={returnFocus}
            {...(description === undefined ? { "aria-describedby": undefined } : {})}
            className={classNames(
              "pointer-events-auto flex max-h-[94dvh] w-full animate-rise flex-col overflow-hidden rounded-t-xl border bg-surface shadow-raised outline-none sm:max-h-full sm:rounded-xl",
              size === "lg" ? "sm:max-w-4xl" : "sm:max-w-xl",
            )}
          >
            <header className="flex items-start gap-4 border-b px-5 py-4 sm:px-6">
              <div className="min-w-0 flex-1">
                <Dialog.Title className="text-lg font-semibold tracking-tight">{title}</Dialog.Title>
                {description !== undefined && (
                  <Dialog.Description className="mt-0.5 text-sm text-muted">{description}</Dialog.Description>
                )}
              </div>
              <Dialog.Close asChild>
                <IconButton label="Close" className="-mr-2">
                  <X aria-hidden className="size-4" />
                </IconButton>
              </Dialog.Close>
            </header>
            {children}
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The scrolling middle of a modal. */
export function ModalBody({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classNames("min-h-0 flex-1 overflow-y-auto px-5 py-5 sm:px-6", className)}>{children}</div>;
}

/** The buttons at a modal's foot, the main one last. */
export function ModalActions({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-t bg-sunken px-5 py-3.5 sm:px-6">
      {children}
    </footer>
  );
}

/** Closes the modal it stands in, and leaves everything as it is. */
export function CancelButton() {
  return (
    <Dialog.Close asChild>
      <Button tone="quiet">Cancel</Button>
    </Dialog.Close>
  );
}

/** The foot of a modal that is a form: what it is for, and the way out. */
export function SubmitActions(button: ComponentProps<typeof Button>) {
  return (
    <ModalActions>
      <CancelButton />
      <Button type="submit" tone="solid" {...button} />
    </ModalActions>
  );
}
