/** A cluster as Argo CD knows it: a Secret with its name, its address and how to sign in. */
import type { KubeConfig } from "@kubernetes/client-node";
import { z } from "zod";
import { type KubeClient, requestOptions, statusOf } from "./kubeClient.ts";
import type { KubeConfigSource } from "./kubeConfigSource.ts";

/** Argo CD has no cluster of that name, or the control API may not read how to reach it. */
export class UnknownClusterError extends Error {
  override readonly name = "UnknownClusterError";
}

const signIn = z.object({
  username: z.string().optional(),
  password: z.string().optional(),
  bearerToken: z.string().optional(),
  tlsClientConfig: z
    .object({
      insecure: z.boolean().default(false),
      serverName: z.string().optional(),
      /** Base64 of PEM, as kubeconfigs have them. */
      caData: z.string().optional(),
      certData: z.string().optional(),
      keyData: z.string().optional(),
    })
    .default({ insecure: false }),
  awsAuthConfig: z.unknown().optional(),
  execProviderConfig: z.unknown().optional(),
});

interface ClusterSecret {
  readonly version: string;
  readonly server: string;
  readonly signIn: z.output<typeof signIn>;
}

/**
 * Reads the Secret of `cluster` by name, again every so often. By name only: who may list Argo CD's Secrets sees all of
 * them, its own admin's too.
 */
export function clusterSecret(
  home: KubeClient,
  options: {
    readonly namespace: string;
    readonly name: string;
    readonly cluster: string;
    readonly believedFor: number;
  },
): KubeConfigSource {
  let known: { readonly secret: ClusterSecret; readonly readAt: number } | undefined;

  async function read(): Promise<ClusterSecret> {
    if (known && Date.now() - known.readAt < options.believedFor) return known.secret;
    const secret = await readClusterSecret(home, options);
    known = { secret, readAt: Date.now() };
    return secret;
  }

  return {
    stamp: async () => (await read()).version,
    load(config) {
      if (known) loadCluster(config, options.cluster, known.secret);
    },
  };
}

async function readClusterSecret(
  home: KubeClient,
  { namespace, name, cluster }: { namespace: string; name: string; cluster: string },
): Promise<ClusterSecret> {
  const unknown = (why: string, cause?: unknown) =>
    new UnknownClusterError(`The cluster ${cluster} can't be reached: ${why}.`, { cause });
  const secret = await (await home.core())
    .readNamespacedSecret({ namespace, name }, requestOptions())
    .catch((error: unknown) => {
      const status = statusOf(error);
      if (status === 404) throw unknown(`Argo CD's namespace has no Secret ${name}`, error);
      if (status === 403) throw unknown(`the control API may not read the Secret ${name}`, error);
      throw error;
    });
  const text = (key: string) => Buffer.from(secret.data?.[key] ?? "", "base64").toString("utf8");
  if (text("name") !== cluster) throw unknown(`the Secret ${name} is of the cluster "${text("name")}"`);
  if (!/^https?:\/\//.test(text("server"))) throw unknown(`the Secret ${name} has no address in "server"`);
  let config: unknown;
  try {
    config = JSON.parse(text("config") || "{}");
  } catch (cause) {
    throw unknown(`"config" of the Secret ${name} is no JSON`, cause);
  }
  const parsed = signIn.safeParse(config);
  if (!parsed.success) throw unknown(`"config" of the Secret ${name} can't be read`, parsed.error);
  if (parsed.data.awsAuthConfig !== undefined || parsed.data.execProviderConfig !== undefined)
    throw unknown(`the Secret ${name} signs in by a program or by AWS: give it a bearer token or a client certificate`);
  const { uid = "", resourceVersion = "" } = secret.metadata ?? {};
  return { version: `${uid} ${resourceVersion}`, server: text("server"), signIn: parsed.data };
}

function loadCluster(config: KubeConfig, name: string, { server, signIn: given }: ClusterSecret): void {
  const { insecure, serverName, caData, certData, keyData } = given.tlsClientConfig;
  config.loadFromOptions({
    clusters: [
      {
        name,
        server,
        skipTLSVerify: insecure,
        ...(caData !== undefined && { caData }),
        ...(serverName !== undefined && { tlsServerName: serverName }),
      },
    ],
    users: [
      {
        name,
        ...(given.bearerToken !== undefined && given.bearerToken !== "" && { token: given.bearerToken }),
        ...(given.username !== undefined && given.username !== "" && { username: given.username }),
        ...(given.password !== undefined && given.password !== "" && { password: given.password }),
        ...(certData !== undefined && { certData }),
        ...(keyData !== undefined && { keyData }),
      },
    ],
    contexts: [{ name, cluster: name, user: name }],
    currentContext: name,
  });
}
