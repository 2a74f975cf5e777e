import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import { announcementOf } from "../changes/announcementOf.ts";
import { useToast } from "../ui/ToastProvider.tsx";

/** Deletes a store and its data. The caller has had its name typed. */
export function useDeleteStore(name: string) {
  const client = useQueryClient();
  const announce = useToast();
  return useMutation({
    mutationFn: ({ backup }: { backup: boolean }) => {
      const query = { confirm: name, ...(backup ? {} : { backup: "skip" as const }) };
      return unwrap(api.DELETE("/api/stores/{name}", { params: { path: { name }, query } }));
    },
    onSuccess: (changed) => {
      announce(announcementOf(changed, { title: `Store ${name} is being deleted` }));
      // Not the store itself: its page is about to be left, and it may be gone already.
      void client.invalidateQueries({ queryKey: queryKeys.storeLists });
      void client.invalidateQueries({ queryKey: queryKeys.changes });
    },
  });
}
