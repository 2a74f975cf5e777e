import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from "react";

const Toasts = lazy(async () => ({ default: (await import("./Toasts.tsx")).Toasts }));

/** What just happened; `commitId` is the full id of the commit that did it. */
export interface Announcement {
  readonly title: string;
  readonly detail?: string;
  readonly commitId?: string;
  readonly tone?: "good" | "bad";
}

const ToastContext = createContext<(announcement: Announcement) => void>(() => {});

/** The function that shows an announcement for some seconds. */
export function useToast(): (announcement: Announcement) => void {
  return useContext(ToastContext);
}

let sequence = 0;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly (Announcement & { key: number })[]>([]);
  const announce = useCallback((announcement: Announcement) => {
    sequence += 1;
    const toast = { ...announcement, key: sequence };
    setToasts((shown) => [...shown.slice(-2), toast]);
  }, []);
  const remove = (key: number) => setToasts((shown) => shown.filter((toast) => toast.key !== key));

  return (
    <ToastContext value={announce}>
      {children}
      {toasts.length > 0 && (
        <Suspense>
          <Toasts toasts={toasts} onRemove={remove} />
        </Suspense>
      )}
    </ToastContext>
  );
}
