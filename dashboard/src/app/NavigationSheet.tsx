import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { usePlatform } from "../platform/usePlatform.ts";
import { IconButton } from "../ui/Button.tsx";
import { useFocusReturn } from "../ui/useFocusReturn.ts";
import { MainNavigation } from "./MainNavigation.tsx";

/** Navigation on a narrow screen. */
export function NavigationSheet({ onClose }: { onClose: () => void }) {
  const returnFocus = useFocusReturn();
  const user = usePlatform().data?.user;
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim lg:hidden" />
        <Dialog.Content
          onCloseAutoFocus={returnFocus}
          aria-describedby={undefined}
          className="fixed inset-y-0 right-0 z-50 flex w-72 max-w-[85vw] animate-appear flex-col gap-4 overflow-y-auto border-l bg-sunken p-4 shadow-raised outline-none lg:hidden"
        >
          <div className="flex items-center justify-between">
            <Dialog.Title className="px-2.5 font-semibold">Menu</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close">
                <X aria-hidden className="size-4" />
              </IconButton>
            </Dialog.Close>
          </div>
          <MainNavigation user={user} onNavigate={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
