import type { ChangeOutcome } from "../stores/storesApplication.ts";
import { presentOutcome } from "./presenters.ts";
import type { Reply, ResponseDoc } from "./route.ts";
import * as shapes from "./schemas.ts";

/** The answers of a route that changes something: `status` when it is committed, 202 when it waits for a merge. */
export function changeResponses(status: number, committed: ResponseDoc): Readonly<Record<number, ResponseDoc>> {
  return {
    [status]: committed,
    202: { description: "A pull request is open; nothing changes until it is merged", schema: shapes.proposedChange },
  };
}

/** The reply to a change. `headers` go with a commit only, `always` in any case. */
export function changeReply(
  outcome: ChangeOutcome,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  always: Readonly<Record<string, string>> = {},
): Reply {
  const body = presentOutcome(outcome);
  return outcome.commit ? { status, body, headers: { ...headers, ...always } } : { status: 202, body, headers: always };
}
