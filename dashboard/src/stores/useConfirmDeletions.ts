import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { announcementOf } from "../changes/announcementOf.ts";
import { useToast } from "../ui/ToastProvider.tsx";

/** Confirms deletions that the guard holds back (admins only). */
export function useConfirmDeletions() {
  const client = useQueryClient();
  const announce = useToast();
  return useMutation({
    mutationFn: (names: string[]) => unwrap(api.POST("/api/deletions/confirm", { body: { names } })),
    onSuccess: (changed, names) => {
      const title = names.length === 1 ? `Deleting ${names[0]}` : `Deleting ${names.length} stores`;
      announce(announcementOf(changed, { title }));
      void client.invalidateQueries({ queryKey: ["stores"] });
    },
  });
}
