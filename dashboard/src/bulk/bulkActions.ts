import { api, unwrap } from "../api/client.ts";
import { idempotencyKey } from "../api/idempotencyKey.ts";
import type { Store } from "../api/types.ts";
import type { Changed } from "../changes/announcementOf.ts";

export type BulkKind = "suspend" | "resume" | "delete";

/** One commit of many. */
export interface BulkStep {
  readonly name: string;
  /** First line of the commit that it makes. */
  readonly subject: string;
  readonly run: (reason: string | undefined) => Promise<Changed>;
}

export interface BulkPlan {
  readonly steps: readonly BulkStep[];
  /** Stores for which there is nothing to do, and why. */
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
}

/** The commits that an action makes of these stores, and the stores it leaves alone. Each step can be repeated safely. */
export function planBulk(kind: BulkKind, stores: readonly Store[]): BulkPlan {
  const steps: BulkStep[] = [];
  const skipped: { name: string; why: string }[] = [];
  for (const store of stores) {
    const why = whyNot(kind, store);
    if (why === undefined) steps.push(stepOf(kind, store.name));
    else skipped.push({ name: store.name, why });
  }
  return { steps, skipped };
}

function whyNot(kind: BulkKind, store: Store): string | undefined {
  if (store.deletion !== undefined || store.status.phase === "Deleting") return "is being deleted";
  if (kind === "suspend" && store.suspended) return "is suspended already";
  if (kind === "resume" && !store.suspended) return "isn't suspended";
  return undefined;
}

function stepOf(kind: BulkKind, name: string): BulkStep {
  const header = { "idempotency-key": idempotencyKey() };
  const subject = `${kind} store ${name}`;
  if (kind === "delete") {
    return {
      name,
      subject,
      run: (reason) => {
        const query = { confirm: name, ...(reason === undefined ? {} : { reason }) };
        return unwrap(api.DELETE("/api/stores/{name}", { params: { path: { name }, query, header } }));
      },
    };
  }
  const path = kind === "suspend" ? "/api/stores/{name}/suspend" : "/api/stores/{name}/resume";
  return {
    name,
    subject,
    run: (reason) =>
      unwrap(api.POST(path, { params: { path: { name }, header }, body: reason === undefined ? {} : { reason } })),
  };
}
