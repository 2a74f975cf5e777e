import type { CreationKind } from "../db/creationLedger.ts";
import { requestOf } from "../stores/changeRequest.ts";
import type { CreationAsked } from "../stores/creationLimits.ts";
import type { ChangeOutcome, Requester } from "../stores/storesApplication.ts";
import { addressKey } from "./clientAddress.ts";
import type { User } from "./policies.ts";
import type { Services } from "./services.ts";

interface Asking {
  readonly user: User;
  readonly ip: string;
  readonly by: Requester;
}

/** A request as the limits of creations see it. */
export function creationAsked(kind: CreationKind, store: string, { user, ip, by }: Asking): CreationAsked {
  return {
    kind,
    store,
    owner: user.id,
    address: addressKey(ip),
    exempt: user.role === "admin",
    ...(by.idempotencyKey !== undefined && { requestKey: requestOf(by).requestId }),
  };
}

/** Runs a change that may bring a deleted store back, which is one more for its owner. @throws LimitReachedError */
export async function bringingBack(
  name: string,
  asking: Asking,
  { stores, limits }: Pick<Services, "stores" | "limits">,
  change: () => Promise<ChangeOutcome>,
): Promise<ChangeOutcome> {
  if (stores.get(name)?.valuesFile !== undefined) return change();
  return (await limits.run(creationAsked("restore", name, asking), change)).outcome;
}
