import { apiClient, type StoreDetail } from "@storeplane/scripts/apiClient.ts";
import { platform } from "./platform.ts";

export const { call, getStore, waitForStore } = apiClient(platform.apiUrl);

/** Waits until the store is Ready at its last commit. */
export function waitForReady(name: string, seconds = 90): Promise<StoreDetail | undefined> {
  return waitForStore(name, "Ready", (found) => found?.status.phase === "Ready", seconds);
}
