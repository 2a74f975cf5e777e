import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { idempotencyKey } from "../api/idempotencyKey.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { Backup } from "../api/types.ts";
import { useAfterChange } from "../changes/useAfterChange.ts";
import { usePlatform } from "../platform/usePlatform.ts";

/** Backups of a store, also of one that was deleted; asked for only where the platform makes any. */
export function useBackups(name: string | undefined) {
  const makesBackups = usePlatform().data?.backups === true;
  return useQuery({
    queryKey: queryKeys.backups(name ?? ""),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/stores/{name}/backups", { params: { path: { name: name ?? "" } }, signal })),
    enabled: makesBackups && name !== undefined,
    staleTime: 10_000,
    refetchInterval: 30_000,
    retry: false,
  });
}

/** Asks for a backup now: one commit. */
export function useBackUpNow(name: string) {
  const afterChange = useAfterChange();
  return useMutation({
    mutationFn: () => {
      const params = { path: { name }, header: { "idempotency-key": idempotencyKey() } };
      return unwrap(api.POST("/api/stores/{name}/backups", { params, body: {} }));
    },
    onSuccess: (changed) => afterChange(changed, { title: `Store ${name} is being backed up` }),
  });
}

/** Takes the store's data back to a backup: one commit. */
export function useRestoreBackup(name: string) {
  const afterChange = useAfterChange();
  const [key] = useState(idempotencyKey);
  return useMutation({
    mutationFn: ({ backup, reason }: { backup: Backup; reason: string }) => {
      const params = { path: { name }, header: { "idempotency-key": key } };
      const body = { snapshot: backup.id, ...(reason === "" ? {} : { reason }) };
      return unwrap(api.POST("/api/stores/{name}/restore", { params, body }));
    },
    onSuccess: (changed) => afterChange(changed, { title: `Store ${name} is being restored` }),
  });
}
