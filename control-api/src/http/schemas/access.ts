/** Who may come in, and who tried what. */
import { z } from "zod";

export const token = z
  .object({
    id: z.string(),
    prefix: z.string().meta({ description: "How the token begins, to recognise it by" }),
    name: z.string(),
    owner: z.string().meta({ description: "The user as whom it acts" }),
    role: z.enum(["admin", "owner", "viewer"]),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().optional(),
    lastUsedAt: z.iso.datetime().optional().meta({ description: "To the minute" }),
  })
  .meta({ id: "Token" });

export const createdToken = token
  .extend({ token: z.string().meta({ description: "The token itself, shown this once" }) })
  .meta({ id: "CreatedToken" });

export const tokenList = z.object({ items: z.array(token) }).meta({ id: "TokenList" });

export const createToken = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .regex(/^\P{C}*$/u, "must not hold control characters")
      .meta({ description: "What it is for", examples: ["deploy pipeline"] }),
    role: z
      .enum(["admin", "owner", "viewer"])
      .optional()
      .meta({ description: "Yours when left out; never one that may do what yours may not" }),
    expiresAt: z.iso.datetime({ offset: true }).optional().meta({ description: "Never, when left out" }),
  })
  .meta({ id: "CreateToken" });

export const attempt = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    actor: z.string().meta({ description: "`unknown` when the caller couldn't be told" }),
    via: z.string().meta({ description: "What proved who it is: dev, oidc, `token <id>` or none" }),
    ip: z.string().optional().meta({ description: "For admins, and for whoever made the attempt" }),
    action: z.string(),
    store: z.string().optional(),
    target: z.string().optional().meta({ description: "Commit or token that it was about" }),
    outcome: z.string().meta({ description: "`ok`, or the last part of the problem's type" }),
    status: z.int(),
    requestId: z.string(),
    commit: z.string().optional().meta({ description: "The commit that it made" }),
  })
  .meta({ id: "Attempt" });

export const attemptList = z
  .object({ items: z.array(attempt), nextCursor: z.string().optional() })
  .meta({ id: "AttemptList" });
