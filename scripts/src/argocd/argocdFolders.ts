import { join } from "node:path";
import type { Instance } from "../instance.ts";

/** Everything Argo CD's processes read and write outside the cluster. */
export function argocdFolders(instance: Pick<Instance, "stateFolder">) {
  const root = join(instance.stateFolder, "argocd");
  return {
    root,
    /** Clones of the stores repository and renderings. */
    temporary: join(root, "tmp"),
    tls: join(root, "tls"),
    ssh: join(root, "ssh"),
    gnupg: join(root, "gpg", "keys"),
    gpgSource: join(root, "gpg", "source"),
    plugins: join(root, "plugins"),
    configuration: join(root, "config"),
    /** Holds the file `auth`, Redis's password. */
    redisCredentials: join(root, "redis"),
    redisConfiguration: join(root, "redis.conf"),
    /** One kubeconfig per component: `<component>.kubeconfig`. */
    kubeconfigs: join(root, "kubeconfigs"),
  };
}
