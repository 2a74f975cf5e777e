import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { UpgradeProgress } from "../api/types.ts";

/** Milliseconds between looks at an upgrade that runs; its stores' own states come by the stream. */
const PACE_MS = 2_000;

export function useUpgrades(enabled = true) {
  return useQuery({
    queryKey: queryKeys.upgrades,
    queryFn: ({ signal }) => unwrap(api.GET("/api/upgrades", { params: { query: { limit: 50 } }, signal })),
    select: (answer) => answer.items,
    enabled,
    refetchInterval: (query) => (query.state.data?.items.some(({ state }) => state === "running") ? PACE_MS : 60_000),
  });
}

/** One upgrade with its waves, renewed while it runs. */
export function useUpgrade(id: string) {
  return useQuery({
    queryKey: queryKeys.upgrade(id),
    queryFn: ({ signal }) => unwrap(api.GET("/api/upgrades/{id}", { params: { path: { id } }, signal })),
    refetchInterval: (query) => (query.state.data?.state === "running" ? PACE_MS : false),
  });
}

/** Stops an upgrade, or goes on with it. */
export function useSteerUpgrade(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: "stop" | "resume" | "resume-without-failed"): Promise<UpgradeProgress> => {
      const params = { path: { id } };
      if (wish === "stop") return unwrap(api.POST("/api/upgrades/{id}/stop", { params }));
      return unwrap(
        api.POST("/api/upgrades/{id}/resume", { params, body: { skipFailed: wish === "resume-without-failed" } }),
      );
    },
    onSuccess: (progress) => {
      client.setQueryData(queryKeys.upgrade(id), progress);
      void client.invalidateQueries({ queryKey: queryKeys.upgrades, exact: true });
    },
  });
}
