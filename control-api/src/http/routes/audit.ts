import { z } from "zod";
import { InvalidCursorError } from "../../stores/errors.ts";
import { presentAttempt } from "../presenters.ts";
import { defineRoute } from "../route.ts";
import * as shapes from "../schemas.ts";

const word = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{C}*$/u, "must not hold control characters");
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const listAttempts = defineRoute({
  method: "get",
  path: "/audit",
  operationId: "listAttempts",
  summary:
    "Attempts at changes and looks at credentials, newest first, failed ones too; owners see their own and those at their stores",
  tag: "audit",
  permission: "audit.read",
  query: z.object({
    store: word.optional(),
    actor: word.optional(),
    action: word.optional().meta({ description: "E.g. store.create" }),
    outcome: word.optional().meta({ description: "`ok`, or the last part of a problem's type, e.g. name-taken" }),
    since: time.optional().meta({ description: "Inclusive" }),
    until: time.optional().meta({ description: "Exclusive" }),
    cursor: z.string().max(200).optional().meta({ description: "nextCursor of the page before" }),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  responses: { 200: { description: "A page of attempts", schema: shapes.attemptList } },
  problems: [400, 403, 503],
  async handle({ query: { cursor, limit, ...filter }, user, scope }, { attempts }) {
    const found = await attempts.find({
      ...filter,
      limit: limit + 1,
      ...(scope === "own" && { concerning: user.id }),
      ...(cursor !== undefined && { after: decode(cursor) }),
    });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      status: 200,
      body: {
        items: items.map((entry) => presentAttempt(entry, scope === "all" || entry.actor === user.id)),
        ...(found.length > limit && last && { nextCursor: encode(last) }),
      },
    };
  },
});

const position = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,18}$/)]);

function encode({ at, id }: { at: Date; id: string }): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString("base64url");
}

/** @throws InvalidCursorError */
function decode(cursor: string): { at: Date; id: string } {
  try {
    const [at, id] = position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { at: new Date(at), id };
  } catch (cause) {
    throw new InvalidCursorError("This cursor is none of ours: start over without one.", { cause });
  }
}

export const auditRoutes = [listAttempts];
