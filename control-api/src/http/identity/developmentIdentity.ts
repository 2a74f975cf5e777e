import type { Request } from "express";
import { z } from "zod";
import { Problem, pointedIssues } from "../problem.ts";
import type { Caller } from "./caller.ts";
import { userId } from "./userId.ts";

const identity = z.object({
  id: userId,
  role: z.enum(["admin", "owner", "viewer"]),
});

function first(value: unknown): string | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  return typeof one === "string" && one !== "" ? one : undefined;
}

/**
 * The caller, as development mode believes them: headers `x-user-id` and `x-user-role`, or the queries `user` and `role`
 * since an EventSource has no headers.
 * @throws Problem 401 when they can't be read.
 */
export function developmentIdentity(request: Request): Caller {
  const parsed = identity.safeParse({
    id: first(request.headers["x-user-id"]) ?? first(request.query.user) ?? "dev@localhost",
    role: first(request.headers["x-user-role"]) ?? first(request.query.role) ?? "admin",
  });
  if (parsed.success) return { ...parsed.data, via: "dev" };
  throw new Problem(
    401,
    "unauthenticated",
    "Who are you?",
    "The headers x-user-id or x-user-role can't be used: send an e-mail address and one of admin, owner, viewer.",
    { errors: pointedIssues(parsed.error.issues) },
  );
}
