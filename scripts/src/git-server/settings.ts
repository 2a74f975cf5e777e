import { isAbsolute } from "node:path";
import { z } from "zod";

const settings = z.object({
  HOST: z
    .enum(["127.0.0.1", "::1", "localhost"], "must be a loopback address: the server asks nobody who they are")
    .default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535),
  REPOSITORY_FOLDER: z.string().refine(isAbsolute, "must be an absolute path of the bare repository"),
  GIT_BRANCH: z.string().min(1).default("main"),
  CONTROL_API_WEBHOOK_URL: z.url().optional(),
  APPLICATIONSET_WEBHOOK_URL: z.url().optional(),
  ARGOCD_WEBHOOK_URL: z.url().optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error"]).default("info"),
});

export type GitServerSettings = z.infer<typeof settings>;

/**
 * Settings of the Git server from the environment.
 * @throws Error that names every setting that is wrong and how to mend it.
 */
export function readSettings(environment: NodeJS.ProcessEnv): GitServerSettings {
  const parsed = settings.safeParse(environment);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The Git server can't start; set these environment variables:\n${lines.join("\n")}`);
}
