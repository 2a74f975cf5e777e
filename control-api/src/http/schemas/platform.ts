/** The platform itself, its engines and its health. */
import { z } from "zod";
import { changeMode } from "./changes.ts";

export const engine = z
  .object({
    name: z.string(),
    displayName: z.string(),
    description: z.string(),
    latest: z.string(),
    versions: z.array(z.object({ version: z.string(), schema: z.record(z.string(), z.unknown()) })),
  })
  .meta({ id: "Engine" });

export const signIn = z
  .object({
    mode: z
      .enum(["dev", "oidc"])
      .meta({ description: "`dev`: nobody signs in, every caller on this machine is believed" }),
    issuer: z.string().optional().meta({ description: "The OpenID provider" }),
    clientId: z.string().optional().meta({ description: "Public client for the authorization code flow with PKCE" }),
    scopes: z.array(z.string()).optional(),
    audience: z
      .object({ parameter: z.enum(["audience", "resource"]), value: z.string() })
      .optional()
      .meta({ description: "What the provider is to be told that the token is for, and by which parameter" }),
  })
  .meta({ id: "SignIn" });

export const platform = z
  .object({
    domain: z.string(),
    simulated: z.boolean().meta({ description: "Pods are simulated: stores have no real shop" }),
    auth: signIn,
    changeModes: z.array(changeMode).optional().meta({
      description: "How changes can be made here, the usual one first; left out for those who aren't signed in",
    }),
    backups: z
      .boolean()
      .optional()
      .meta({ description: "Whether stores are backed up here; left out for those who aren't signed in" }),
    user: z
      .object({ id: z.string(), role: z.enum(["admin", "owner", "viewer"]) })
      .optional()
      .meta({ description: "Who you are; left out when you aren't signed in" }),
    git: z.object({ connected: z.boolean(), revision: z.string().optional(), fetchedAt: z.iso.datetime().optional() }),
    argocd: z.object({ connected: z.boolean(), observedAt: z.iso.datetime().optional() }),
    startup: z
      .array(
        z.object({
          name: z.string(),
          state: z.enum(["waiting", "running", "done", "failed"]),
          seconds: z.number().optional(),
          detail: z.string().optional(),
        }),
      )
      .meta({
        description: "Parts of the local platform that are still coming up; empty when there is nothing to wait for",
      }),
  })
  .meta({ id: "Platform" });

export const engineList = z.object({ items: z.array(engine) }).meta({ id: "EngineList" });

export const health = z
  .object({
    status: z.enum(["ok", "degraded", "down"]),
    checks: z.array(
      z.object({
        name: z.string(),
        ok: z.boolean(),
        required: z.boolean().meta({ description: "Not ready without it" }),
        detail: z.string().optional().meta({ description: "What it means that it is down" }),
        since: z.iso.datetime().optional().meta({ description: "Since when it answers, or doesn't" }),
        lastError: z
          .object({ message: z.string(), at: z.iso.datetime() })
          .optional()
          .meta({ description: "What went wrong last, without addresses: the log has all of it" }),
      }),
    ),
  })
  .meta({ id: "Health" });

const percentiles = {
  count: z.int(),
  p50: z.number().meta({ description: "Seconds" }),
  p95: z.number().meta({ description: "Seconds" }),
  p99: z.number().meta({ description: "Seconds" }),
};

export const provisioningTimes = z
  .object({
    engines: z.array(z.object({ engine: z.string(), ...percentiles })),
    days: z
      .array(z.object({ day: z.iso.date(), ...percentiles }))
      .meta({ description: "Days in UTC on which stores got Ready, the oldest first" }),
    latest: z
      .array(
        z.object({
          store: z.string(),
          engine: z.string(),
          chartVersion: z.string(),
          readyAt: z.iso.datetime(),
          seconds: z.number(),
        }),
      )
      .meta({ description: "The newest first" }),
  })
  .meta({ id: "ProvisioningTimes" });
