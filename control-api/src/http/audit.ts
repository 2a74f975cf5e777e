/** Every attempt at a change, and every look at credentials, as the audit log keeps it. */
import type { Request } from "express";
import { clientAddress } from "./clientAddress.ts";
import type { Caller } from "./identity/caller.ts";
import { Problem } from "./problem.ts";
import type { Reply, Route } from "./route.ts";
import type { Services } from "./services.ts";

export interface Attempt {
  /** Records how it ended. */
  end(caller: Caller | undefined, outcome: Reply | Problem): void;
}

/** Begins to watch a request of `route`; the owner of its store is looked up now, since a deletion takes it away. */
export function beginAttempt(route: Route, request: Request, services: Services): Attempt {
  const { audit: action } = route;
  if (action === undefined) return { end: () => undefined };
  const at = new Date();
  const ownerBefore = ownerOf(request.params.name, services);
  return {
    end(caller, outcome) {
      const failed = outcome instanceof Problem;
      const answer: unknown = !failed && "body" in outcome ? outcome.body : undefined;
      const ofStore = route.path.startsWith("/stores");
      const store = ofStore ? textAt(request.params.name ?? textAt(request.body, "name")) : undefined;
      const target =
        request.params.commit ?? request.params.id ?? textAt(answer, "id") ?? textAt(request.body, "commit");
      const storeOwner = ownerBefore ?? ownerOf(store, services);
      const commit = textAt(answer, "commit", "id");
      services.audit.record({
        at,
        actor: caller?.id ?? (failed ? outcome.actor : undefined) ?? "unknown",
        via: caller?.tokenId === undefined ? (caller?.via ?? "none") : `token ${caller.tokenId}`,
        ip: clientAddress(request),
        action,
        outcome: failed ? outcome.slug : "ok",
        status: "status" in outcome ? outcome.status : 200,
        requestId: request.id,
        ...(store !== undefined && { store: plain(store) }),
        ...(storeOwner !== undefined && { storeOwner }),
        ...(typeof target === "string" && { target: plain(target) }),
        ...(commit !== undefined && { commit }),
      });
    },
  };
}

function ownerOf(name: unknown, { stores }: Services): string | undefined {
  return typeof name === "string" ? stores.ownerNow(name) : undefined;
}

/** What callers send goes into the log as text, cut short and without control characters, one of which no database takes. */
function plain(text: string): string {
  return text.replaceAll(/\p{C}/gu, "\u{fffd}").slice(0, 100);
}

function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  let at: unknown = value;
  for (const key of keys) at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
  return typeof at === "string" ? at : undefined;
}
