import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Toast } from "radix-ui";
import { CommitLink } from "../changes/CommitLink.tsx";
import { IconButton } from "./Button.tsx";
import type { Announcement } from "./ToastProvider.tsx";

interface ToastsProps {
  toasts: readonly (Announcement & { key: number })[];
  onRemove: (key: number) => void;
}

/** What was announced, for some seconds each. */
export function Toasts({ toasts, onRemove }: ToastsProps) {
  return (
    <Toast.Provider swipeDirection="right" duration={7_000}>
      {toasts.map((toast) => (
        <Toast.Root
          key={toast.key}
          onOpenChange={(open) => !open && onRemove(toast.key)}
          className="flex animate-rise items-start gap-3 rounded-lg border bg-surface py-3 pr-2 pl-4 shadow-raised"
        >
          {toast.tone === "bad" ? (
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
          ) : (
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
          )}
          <div className="min-w-0 flex-1">
            <Toast.Title className="font-medium">{toast.title}</Toast.Title>
            <Toast.Description className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
              {toast.detail}
              {toast.commitId !== undefined && <CommitLink id={toast.commitId} />}
            </Toast.Description>
          </div>
          <Toast.Close asChild>
            <IconButton label="Dismiss" className="-mt-1">
              <X aria-hidden className="size-4" />
            </IconButton>
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport className="fixed right-0 bottom-0 z-[60] flex w-full flex-col gap-2 p-4 outline-none sm:max-w-96" />
    </Toast.Provider>
  );
}
