import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { CreateStore } from "../api/types.ts";
import { announcementOf } from "../changes/announcementOf.ts";
import { useToast } from "../ui/ToastProvider.tsx";

/**
 * Creates a store. The same `key` with the same request makes one commit however often it is sent, so a retry
 * after a lost answer is safe.
 */
export function useCreateStore() {
  const client = useQueryClient();
  const announce = useToast();
  return useMutation({
    mutationFn: ({ body, key }: { body: CreateStore; key: string }) =>
      unwrap(api.POST("/api/stores", { body, params: { header: { "idempotency-key": key } } })),
    onSuccess: (changed, { body }) => {
      announce(announcementOf(changed, { title: `Store ${body.name} is committed`, detail: "It is being deployed." }));
      void client.invalidateQueries({ queryKey: queryKeys.storeLists });
      void client.invalidateQueries({ queryKey: queryKeys.changes });
      void client.invalidateQueries({ queryKey: queryKeys.store(body.name) });
    },
  });
}
