/** What runs for a store. */
import { z } from "zod";
import { resource } from "./stores.ts";

export const credentials = z
  .object({
    items: z
      .array(z.object({ key: z.string(), value: z.string() }))
      .meta({ description: "Keys of the Secret store-credentials, e.g. username and password" }),
  })
  .meta({ id: "Credentials" });

export const resourceList = z
  .object({
    items: z.array(resource),
    incomplete: z
      .string()
      .optional()
      .meta({ description: "Why only what Argo CD applied is shown and not what that made" }),
  })
  .meta({ id: "ResourceList" });

export const pod = z
  .object({
    name: z.string(),
    phase: z.string().meta({ description: "Pending, Running, Succeeded, Failed or Unknown" }),
    health: z.string(),
    message: z.string().optional(),
    createdAt: z.iso.datetime(),
    containers: z
      .array(
        z.object({
          name: z.string(),
          init: z.boolean(),
          ready: z.boolean(),
          restarts: z.int(),
          state: z.string().meta({ description: "Running, or why it waits or ended" }),
          message: z.string().optional(),
        }),
      )
      .meta({ description: "The one whose log is meant by default first" }),
  })
  .meta({ id: "Pod" });

export const podList = z.object({ items: z.array(pod) }).meta({ id: "PodList" });

export const storeEvent = z
  .object({
    id: z.string(),
    type: z.string().meta({ description: "Normal or Warning" }),
    reason: z.string(),
    message: z.string(),
    kind: z.string(),
    object: z.string().meta({ description: "Name of what it is about" }),
    count: z.int(),
    firstAt: z.string(),
    lastAt: z.string(),
    source: z.string().optional(),
  })
  .meta({ id: "StoreEvent" });

export const storeEventList = z.object({ items: z.array(storeEvent) }).meta({ id: "StoreEventList" });

export const storeUsage = z
  .object({
    cpu: z.number().optional().meta({ description: "Cores; left out where the cluster doesn't measure it" }),
    memory: z.number().optional().meta({ description: "Bytes; left out where the cluster doesn't measure it" }),
    quota: z.array(
      z.object({
        resource: z.string().meta({ description: "As Kubernetes names it, e.g. requests.cpu" }),
        used: z.number(),
        limit: z.number(),
      }),
    ),
  })
  .meta({ id: "StoreUsage" });

export const shopAnswer = z
  .object({
    answers: z.boolean(),
    status: z.int().optional().meta({ description: "Of HTTP; left out where nothing answered" }),
    milliseconds: z.int(),
    detail: z.string().meta({ description: "What that means, in a sentence" }),
  })
  .meta({ id: "ShopAnswer" });
