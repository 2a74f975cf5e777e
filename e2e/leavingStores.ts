/** What a store shows whose file is gone from Git. */
import type { StoreDetail } from "@storeplane/scripts/apiClient.ts";

export const isLeaving = (found: StoreDetail | undefined): boolean =>
  found?.status.phase === "Deleting" && found.deletion !== undefined;

/** Its data stays until somebody sees to it. */
export const isHeld = (found: StoreDetail | undefined): boolean =>
  isLeaving(found) && /it is kept/.test(found?.status.reason ?? "");

export const mustBeConfirmed = (found: StoreDetail | undefined): boolean => found?.deletion?.needsConfirmation === true;
