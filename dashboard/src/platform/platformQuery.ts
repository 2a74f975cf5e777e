import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";

/** Who is signed in, what is connected, what is still starting. */
export const platformQuery = {
  queryKey: queryKeys.platform,
  queryFn: ({ signal }: { signal: AbortSignal }) => unwrap(api.GET("/api/platform", { signal })),
};
