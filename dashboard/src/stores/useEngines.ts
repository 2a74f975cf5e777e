import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";

/** The engines with their released versions and schemas. They change with a release of a chart, so rarely. */
export function useEngines() {
  return useQuery({
    queryKey: queryKeys.engines,
    queryFn: ({ signal }) => unwrap(api.GET("/api/engines", { signal })),
    staleTime: 5 * 60_000,
    select: (answer) => answer.items,
  });
}
