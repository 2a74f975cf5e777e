import { readFile, rename, writeFile } from "node:fs/promises";
import { parse, stringify } from "yaml";
import { z } from "zod";
import type { Instance } from "../instance.ts";

const kubeconfig = z.looseObject({
  contexts: z.array(z.looseObject({ context: z.looseObject({}) })),
  users: z.array(z.looseObject({ user: z.looseObject({}) })),
});

export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Writes a kubeconfig with which a process acts as the service account that it has in a cluster, so that a right which is missing in
 * production is missing here too. The account's namespace is the context's.
 * @throws Error when the instance's kubeconfig can't be read.
 */
export async function writeActingKubeconfig(
  instance: Pick<Instance, "kubeconfig">,
  target: string,
  account: ServiceAccount,
): Promise<void> {
  const config = kubeconfig.parse(parse(await readFile(instance.kubeconfig, "utf8")));
  for (const { context } of config.contexts) context.namespace = account.namespace;
  for (const { user } of config.users) user.as = `system:serviceaccount:${account.namespace}:${account.name}`;
  await writeFile(`${target}.draft`, stringify(config), { mode: 0o600 });
  await rename(`${target}.draft`, target);
}
