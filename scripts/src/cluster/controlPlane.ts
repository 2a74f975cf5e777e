import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { parseAllDocuments, stringify } from "yaml";
import { z } from "zod";
import type { Instance } from "../instance.ts";
import { markerVariable } from "../process/ownProcesses.ts";
import type { ProcessSpec } from "../process/processSpec.ts";
import { ensureAuthority, ensureCertificate, type KeyPair } from "./certificates.ts";
import { writeKubeconfig } from "./kubeconfig.ts";

const clusterName = "storeplane";
const createTimeoutMs = 90_000;

/** What we read of the description that kwokctl writes of a cluster. */
const description = z.object({
  components: z.array(z.object({ name: z.string(), args: z.array(z.string()) })),
});

export type ComponentName =
  | "etcd"
  | "kube-apiserver"
  | "kube-controller-manager"
  | "kube-scheduler"
  | "kwok-controller";

export interface ControlPlaneOptions {
  /** The address the API server listens on and tells pods; other than loopback when a real node must reach it. */
  readonly address: string;
  /** Flags without their dashes, added to or put in place of kwokctl's. */
  readonly flags?: Partial<Record<ComponentName, Readonly<Record<string, string>>>>;
}

/** Files of the control plane. */
export interface ControlPlaneFiles {
  readonly folder: string;
  readonly authority: KeyPair;
  /** A client with every right. */
  readonly admin: KeyPair;
  /** Vouches for the API server when it calls extension API servers, and for nothing else. */
  readonly frontProxyAuthority: KeyPair;
  readonly frontProxy: KeyPair;
}

const kwokFolder = (instance: Instance): string => join(instance.stateFolder, "kwok");
const clusterFolder = (instance: Instance): string => join(kwokFolder(instance), "clusters", clusterName);

export function apiServerUrl(instance: Instance, address: string): string {
  return `https://${address}:${instance.ports.apiServer}`;
}

/** Lets kwokctl lay out a control plane: certificates, data folder, and the command line of each component. */
async function createByKwokctl(instance: Instance, binaries: string): Promise<void> {
  const { ports, network } = instance;
  const folder = kwokFolder(instance);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // kwokctl makes keys that everybody may read.
  await chmod(folder, 0o700);
  const configuration = join(folder, "kwokctl.yaml");
  await writeFile(
    configuration,
    stringify({
      apiVersion: "config.kwok.x-k8s.io/v1alpha1",
      kind: "KwokctlConfiguration",
      options: {
        kubeVersion: "v1.37.2",
        bindAddress: "127.0.0.1",
        kubeApiserverCertSANs: ["127.0.0.1", "localhost", network.hostAddress, network.apiServiceAddress],
      },
    }),
  );
  const port = (name: string, value: number): string[] => [`--${name}`, String(value)];
  const binary = (flag: string, file: string): string[] => [`--${flag}-binary`, join(binaries, file)];
  const environment = { KWOK_WORKDIR: folder, [markerVariable]: `${instance.stateFolder}:kwokctl` };
  const run = (args: readonly string[]) =>
    execa(join(binaries, "kwokctl"), [...args, "--name", clusterName, "--config", configuration], {
      env: environment,
      timeout: createTimeoutMs,
    });
  await run([
    ...["create", "cluster", "--runtime", "binary", "--wait", "0", "--kubeconfig", join(folder, "kubeconfig")],
    ...port("kube-apiserver-port", ports.apiServer),
    ...port("etcd-port", ports.etcd),
    ...port("kube-controller-manager-port", ports.controllerManager),
    ...port("kube-scheduler-port", ports.scheduler),
    ...port("controller-port", ports.kwok),
    ...binary("etcd", "etcd"),
    ...binary("kube-apiserver", "kube-apiserver"),
    ...binary("kube-controller-manager", "kube-controller-manager"),
    ...binary("kube-scheduler", "kube-scheduler"),
    ...binary("kwok-controller", "kwok"),
  ]);
  // It has started them; from here on pm2 does, which restarts what crashes.
  await run(["stop", "cluster"]);
  // What they wrote in their first second goes, so that our flags hold from the beginning.
  await rm(join(clusterFolder(instance), "etcd"), { recursive: true, force: true });
}

/**
 * Makes the control plane's files, unless they are there, and the kubeconfig of the instance.
 * An interrupted run is begun again, since a control plane half made holds no data yet.
 */
export async function ensureControlPlane(
  instance: Instance,
  binaries: string,
  options: ControlPlaneOptions,
): Promise<ControlPlaneFiles> {
  const folder = clusterFolder(instance);
  const complete = join(folder, "complete");
  if (!existsSync(complete)) {
    await createByKwokctl(instance, binaries);
    await writeFile(complete, "");
  }
  const pki = join(folder, "pki");
  const authority = { certificate: join(pki, "ca.crt"), key: join(pki, "ca.key") };
  const admin = { certificate: join(pki, "admin.crt"), key: join(pki, "admin.key") };
  const frontProxyAuthority = await ensureAuthority(pki, "front-proxy-ca");
  const frontProxy = await ensureCertificate(pki, frontProxyAuthority, {
    name: "front-proxy",
    commonName: "front-proxy",
  });
  const connection = { name: clusterName, authority: authority.certificate, client: admin };
  const server = apiServerUrl(instance, options.address);
  await writeKubeconfig(instance.kubeconfig, { ...connection, server });
  // The one that kwokctl's command lines name.
  await writeKubeconfig(join(folder, "kubeconfig.yaml"), { ...connection, server });
  return { folder, authority, admin, frontProxyAuthority, frontProxy };
}

/** Kubeconfig of one component, with a certificate of its own, so that it has its own rights only. */
export async function componentKubeconfig(
  instance: Instance,
  files: ControlPlaneFiles,
  options: { name: string; user: string; groups?: readonly string[]; address: string; namespace?: string },
): Promise<string> {
  const folder = join(files.folder, "components");
  const client = await ensureCertificate(folder, files.authority, {
    name: options.name,
    commonName: options.user,
    organizations: options.groups ?? [],
  });
  const file = join(folder, `${options.name}.kubeconfig`);
  await writeKubeconfig(file, {
    name: options.name,
    server: apiServerUrl(instance, options.address),
    authority: files.authority.certificate,
    client,
    ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
  });
  return file;
}

function withFlags(args: readonly string[], flags: Readonly<Record<string, string>>): string[] {
  const nameOf = (arg: string): string => /^--([^=]+)/.exec(arg)?.[1] ?? "";
  const kept = args.filter((arg) => !Object.hasOwn(flags, nameOf(arg)));
  return [...kept, ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`)];
}

/** Flags that every control plane of ours has, whichever nodes it gets. */
function commonFlags(instance: Instance, options: ControlPlaneOptions, files: ControlPlaneFiles) {
  const { network, ports } = instance;
  const clientLimits = { "kube-api-qps": "500", "kube-api-burst": "1000" };
  const peerUrl = `http://127.0.0.1:${ports.etcdPeer}`;
  const loopback = options.address.startsWith("127.");
  return {
    etcd: {
      "listen-peer-urls": peerUrl,
      "initial-advertise-peer-urls": peerUrl,
      "initial-cluster": `node0=${peerUrl}`,
    },
    "kube-apiserver": {
      "bind-address": options.address,
      // Endpoints may not hold loopback addresses; a simulated cluster has nobody who would use this one.
      "advertise-address": loopback ? network.hostAddress : options.address,
      "service-cluster-ip-range": network.serviceCidr,
      "requestheader-client-ca-file": files.frontProxyAuthority.certificate,
      "requestheader-allowed-names": "front-proxy",
      "requestheader-username-headers": "X-Remote-User",
      "requestheader-group-headers": "X-Remote-Group",
      "requestheader-extra-headers-prefix": "X-Remote-Extra-",
      "proxy-client-cert-file": files.frontProxy.certificate,
      "proxy-client-key-file": files.frontProxy.key,
    },
    "kube-controller-manager": { "use-service-account-credentials": "true", "leader-elect": "false", ...clientLimits },
    "kube-scheduler": { "leader-elect": "false", ...clientLimits },
    "kwok-controller": {},
  };
}

const binaryOf: Readonly<Record<string, string>> = { "kwok-controller": "kwok" };

/** The control plane's processes, from kwokctl's description of them with our flags. */
export async function controlPlaneProcesses(
  instance: Instance,
  binaries: string,
  files: ControlPlaneFiles,
  options: ControlPlaneOptions,
): Promise<ProcessSpec[]> {
  const { ports } = instance;
  const common = commonFlags(instance, options, files);
  const readiness: Record<ComponentName, Partial<ProcessSpec>> = {
    etcd: { readyUrl: `http://127.0.0.1:${ports.etcd}/health` },
    "kube-apiserver": { readyUrl: `${apiServerUrl(instance, options.address)}/readyz`, readyTimeoutMs: 90_000 },
    "kube-controller-manager": {
      readyUrl: `https://127.0.0.1:${ports.controllerManager}/healthz`,
      readyTimeoutMs: 60_000,
    },
    "kube-scheduler": { readyUrl: `https://127.0.0.1:${ports.scheduler}/healthz`, readyTimeoutMs: 60_000 },
    "kwok-controller": { readyUrl: `http://127.0.0.1:${ports.kwok}/healthz`, readyTimeoutMs: 60_000 },
  };
  // Further documents of the file tell KWOK how to simulate.
  const [first] = parseAllDocuments(await readFile(join(files.folder, "kwok.yaml"), "utf8"));
  const { components } = description.parse(first?.toJS());
  const described = components.filter((component): component is { name: ComponentName; args: string[] } =>
    Object.hasOwn(readiness, component.name),
  );
  return described.map(({ name, args }) => ({
    name,
    command: join(binaries, binaryOf[name] ?? name),
    args: withFlags(args, { ...common[name], ...options.flags?.[name] }),
    workingFolder: files.folder,
    // The processor is what a new store waits for, not memory: collecting garbage less often saves a seventh of it.
    environment: { GOGC: "400" },
    ...readiness[name],
  }));
}
