import { useMutation } from "@tanstack/react-query";
import { ArrowUpCircle, Ellipsis, Pause, Play, RefreshCw, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { asProblem } from "../api/ProblemError.ts";
import type { StoreDetail } from "../api/types.ts";
import { buttonClasses } from "../ui/Button.tsx";
import { classNames } from "../ui/classNames.ts";
import { Menu, MenuItem, MenuSeparator } from "../ui/Menu.tsx";
import { useToast } from "../ui/ToastProvider.tsx";
import { useToggleSuspended } from "./useToggleSuspended.ts";

const DeleteDialog = lazy(async () => ({ default: (await import("./DeleteDialog.tsx")).DeleteDialog }));
const UpgradeStoreDialog = lazy(async () => ({
  default: (await import("./UpgradeStoreDialog.tsx")).UpgradeStoreDialog,
}));

/** What can be done with a store, wherever on its page one is. */
export function StoreActions({ store, etag }: { store: StoreDetail; etag: string | undefined }) {
  const [asking, setAsking] = useState<"upgrade" | "delete">();
  const suspension = useToggleSuspended(store, etag);
  const sync = useSync(store.name);
  const close = () => setAsking(undefined);
  if (store.deletion !== undefined) return null;
  const icon = "size-4";
  return (
    <>
      <Menu
        align="end"
        trigger={
          <button type="button" aria-label="More actions" className={classNames(buttonClasses("outline"), "w-9 px-0!")}>
            <Ellipsis aria-hidden className={icon} />
          </button>
        }
      >
        <MenuItem icon={<RefreshCw aria-hidden className={icon} />} onSelect={() => sync.mutate()}>
          Sync now
        </MenuItem>
        <MenuItem icon={<ArrowUpCircle aria-hidden className={icon} />} onSelect={() => setAsking("upgrade")}>
          Upgrade
        </MenuItem>
        <MenuItem
          icon={store.suspended ? <Play aria-hidden className={icon} /> : <Pause aria-hidden className={icon} />}
          onSelect={suspension.toggle}
        >
          {store.suspended ? "Resume" : "Suspend"}
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger icon={<Trash2 aria-hidden className={icon} />} onSelect={() => setAsking("delete")}>
          Delete
        </MenuItem>
      </Menu>
      <Suspense>
        {asking === "upgrade" && <UpgradeStoreDialog store={store} onClose={close} />}
        {asking === "delete" && <DeleteDialog store={store} onOpenChange={close} />}
      </Suspense>
    </>
  );
}

/** Has Argo CD compare and apply the store now. */
function useSync(name: string) {
  const announce = useToast();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/stores/{name}/sync", { params: { path: { name } } })),
    onSuccess: ({ detail }) => announce({ title: "Sync asked for", detail }),
    onError: (failure) => {
      const { title, detail } = asProblem(failure);
      announce({ title, tone: "bad", ...(detail === undefined ? {} : { detail }) });
    },
  });
}
