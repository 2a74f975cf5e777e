import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";

/** The engines with their released versions and schemas. They change with a release of a chart, so rarely. */
export const enginesQuery = {
  queryKey: queryKeys.engines,
  queryFn: ({ signal }: { signal: AbortSignal }) => unwrap(api.GET("/api/engines", { signal })),
  staleTime: 5 * 60_000,
};
