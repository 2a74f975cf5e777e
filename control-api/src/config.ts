/** The process's settings, read once from the environment: every variable has a sentence, a schema and a fix in its error. */
import { isIP } from "node:net";
import { z } from "zod";
import { backupVariables } from "./settings/backupVariables.ts";
import { gitHubFaults, gitHubVariables } from "./settings/gitHubVariables.ts";
import { identityFaults, identityVariables } from "./settings/identityVariables.ts";
import { idleVariables } from "./settings/idleVariables.ts";
import { limitVariables } from "./settings/limitVariables.ts";
import { operationVariables } from "./settings/operationVariables.ts";
import { text, url, variable, wholeNumber, yesOrNo } from "./settings/variable.ts";

/** What can be set, in the order in which it is documented. */
export const variables = {
  HOST: variable("Address the server listens on.", text.default("127.0.0.1"), "set an IP address, e.g. 127.0.0.1"),
  PORT: variable("TCP port of the API and the dashboard.", wholeNumber(7400, 0, 65535), "set a free port, e.g. 7400"),
  NODE_ENV: variable(
    "Kind of deployment.",
    z.enum(["development", "test", "production"]).default("development"),
    "set development, test or production",
  ),
  ...identityVariables,
  GIT_URL: variable(
    "The stores repository.",
    url(["http:", "https:"]),
    "set the repository's smart-HTTP URL, e.g. http://127.0.0.1:7410/stores.git",
  ),
  GIT_BRANCH: variable("Branch that says which stores exist.", text.default("main"), "set a branch name, e.g. main"),
  GIT_USERNAME: variable("User for the Git server, where it asks for one.", text.optional(), "set it or leave it out"),
  GIT_PASSWORD: variable("Password or token for the Git server.", text.optional(), "set it or leave it out"),
  ...gitHubVariables,
  STATE_DIR: variable(
    "Folder for the bare clone; may be lost at any time.",
    text,
    "set a folder this process may write to",
  ),
  DATABASE_URL: variable(
    "PostgreSQL for the audit log, API tokens, limits and measured durations.",
    url(["postgres:", "postgresql:"]),
    "set e.g. postgres://storeplane@127.0.0.1:7420/storeplane",
  ),
  KUBECONFIG: variable(
    "Kubeconfig file of the cluster Argo CD runs in; may appear later. In a pod leave it out: the service account is used.",
    text.optional(),
    "set the path of a kubeconfig file",
  ),
  ARGOCD_NAMESPACE: variable(
    "Namespace of Applications and ApplicationSets.",
    text.default("argocd"),
    "set the namespace Argo CD is installed in",
  ),
  CLUSTER_SECRET_TEMPLATE: variable(
    "Name of the Secret, in Argo CD's namespace, of a further cluster that stores run on; {name} is replaced.",
    z
      .string()
      .refine((template) => /^[a-z0-9.-]*\{name\}[a-z0-9.-]*$/.test(template), {
        message: "must be a name of a Secret with {name} in it",
      })
      .default("cluster-{name}"),
    "set e.g. cluster-{name}, and let the control API get each by its name",
  ),
  ARGOCD_URL: variable(
    "Where people reach Argo CD's UI, for links.",
    url(["http:", "https:"]).optional(),
    "set e.g. https://argocd.example.com or leave it out",
  ),
  PLATFORM_DOMAIN: variable(
    "Stores are reached at <name>.<domain>.",
    z
      .string()
      .regex(/^[a-z0-9.-]+$/, "must be a domain name")
      .default("localhost"),
    "set a domain name, e.g. shops.example.com",
  ),
  SHOP_ORIGIN_TEMPLATE: variable(
    "Public origin of a shop; {host} is replaced.",
    z
      .string()
      .refine((template) => template.includes("{host}") && URL.canParse(template.replace("{host}", "a.b")), {
        message: "must be a URL with {host} in it",
      })
      .default("https://{host}"),
    "set e.g. https://{host} or http://{host}:7480",
  ),
  SIGNING_KEY_FILE: variable(
    "Ed25519 private key (PKCS8 PEM) that signs the control API's commits.",
    text,
    "make one with: openssl genpkey -algorithm ed25519 -out signing-key.pem",
  ),
  TRUSTED_KEYS_FILE: variable(
    "Further public keys whose commits are believed, after a change of key.",
    text.optional(),
    "set the path of a PEM file or leave it out",
  ),
  DASHBOARD_DIR: variable(
    "Folder of the built dashboard.",
    text.optional(),
    "set the folder that holds the dashboard's index.html",
  ),
  PLATFORM_PROGRESS_FILE: variable(
    "File in which the local platform writes what is still starting.",
    text.optional(),
    "leave it out where no local platform runs",
  ),
  SIMULATED: variable("Whether pods are simulated.", yesOrNo, "set true or false"),
  DELETION_GRACE_SECONDS: variable(
    "How long a store whose file a push removed can still be restored, in seconds.",
    wholeNumber(300, 0, 604_800),
    "set e.g. 300",
  ),
  PROVISIONING_TIMEOUT_SECONDS: variable(
    "After how many seconds a store that isn't Ready counts as failed.",
    wholeNumber(600, 1, 86_400),
    "set e.g. 600",
  ),
  GIT_POLL_SECONDS: variable(
    "How often the repository is fetched when no webhook came, in seconds.",
    wholeNumber(5, 1, 3600),
    "set e.g. 5",
  ),
  ...limitVariables,
  ...idleVariables,
  ...backupVariables,
  ...operationVariables,
  LOG_LEVEL: variable(
    "Least important log line to write.",
    z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    "set info or debug",
  ),
} as const;

type Variables = typeof variables;
export type Config = { readonly [Name in keyof Variables]: z.output<Variables[Name]["schema"]> };

/** Settings that can't be used; the message lists every fault, each with its fix. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/**
 * Reads the settings. An empty variable counts as left out.
 * @throws ConfigError naming all faults at once.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { what, schema, fix }] of Object.entries(variables)) {
    const given = environment[name] === "" ? undefined : environment[name];
    const parsed = schema.safeParse(given);
    if (parsed.success) {
      values[name] = parsed.data;
      continue;
    }
    const problem = given === undefined ? "is not set" : (parsed.error.issues[0]?.message ?? "is not valid");
    faults.push(`${name} ${problem}. ${what} Mend it: ${fix}.`);
  }
  faults.push(...identityFaults(values), ...gitHubFaults(values));
  if (values.AUTH_MODE === "dev" && values.NODE_ENV === "production")
    faults.push(
      "AUTH_MODE=dev trusts every caller, so it never starts with NODE_ENV=production. Mend it: set AUTH_MODE=oidc.",
    );
  if (values.AUTH_MODE === "dev" && typeof values.HOST === "string" && !isLoopback(values.HOST))
    faults.push(`HOST=${values.HOST} can be reached by others and AUTH_MODE=dev trusts them. Mend it: HOST=127.0.0.1.`);
  if (faults.length > 0)
    throw new ConfigError(`The settings can't be used:\n${faults.map((f) => `- ${f}`).join("\n")}`);
  // Each key was just parsed by its own schema.
  return values as Config;
}
