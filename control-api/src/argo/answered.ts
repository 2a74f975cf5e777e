import { ClusterUnavailableError } from "./argoCd.ts";
import { UnknownClusterError } from "./clusterSecret.ts";
import { statusOf } from "./kubeClient.ts";

/** @throws ClusterUnavailableError when no answer came; UnknownClusterError and the API server's own errors pass. */
export async function answered<R>(request: () => Promise<R>): Promise<R> {
  try {
    return await request();
  } catch (cause) {
    if (cause instanceof UnknownClusterError || statusOf(cause) !== undefined) throw cause;
    throw new ClusterUnavailableError("The cluster's API server doesn't answer: try again in a moment.", { cause });
  }
}
