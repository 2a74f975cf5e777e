import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join, resolve, sep } from "node:path";

/** A store on the local platform is reached at `<name>.localhost`, which browsers resolve to this machine. */
export const localDomain = "localhost";

/** The root of this clone. */
export const projectFolder = resolve(import.meta.dirname, "../..");

/** Where downloaded and built things are kept, shared between clones: `${XDG_CACHE_HOME:-~/.cache}/storeplane`. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "storeplane");

/** Milliseconds that the cache keeps what nobody uses: a clone at another version finds it again for as long as this. */
export const unusedKeptMs = 30 * 24 * 60 * 60_000;

/** Offset of each port from the instance's base port, 7400 + 100 * slot. All listen on loopback only. */
const portOffsets = {
  controlApi: 0,
  gitServer: 10,
  gitServerValidator: 11,
  postgres: 20,
  apiServer: 30,
  etcd: 31,
  etcdPeer: 32,
  controllerManager: 33,
  scheduler: 34,
  kwok: 35,
  metricsServer: 36,
  redis: 40,
  repoServer: 41,
  repoServerMetrics: 42,
  applicationControllerMetrics: 43,
  applicationSetMetrics: 44,
  applicationSetProbe: 45,
  applicationSetWebhook: 46,
  argocdServer: 50,
  argocdServerMetrics: 51,
  kubelet: 60,
  kubeletHealth: 61,
  kubeProxyHealth: 62,
  kubeProxyMetrics: 63,
  ingress: 80,
  ingressHealth: 81,
  ingressMetrics: 82,
  backups: 90,
} as const;

export type PortName = keyof typeof portOffsets;

/** Everything that tells one running platform on this machine from another: folders, ports, addresses. */
export interface Instance {
  /** 0 is the user's platform; tests and benchmarks use others, so that they never disturb it. */
  readonly slot: number;
  readonly name: string;
  /** Everything the instance writes is below this folder; removing it forgets the instance. */
  readonly stateFolder: string;
  /** Logs of the host processes: `<logsFolder>/<process>.log`. */
  readonly logsFolder: string;
  readonly kubeconfig: string;
  /** What the control API shows while the platform starts. */
  readonly progressFile: string;
  readonly ports: Readonly<Record<PortName, number>>;
  /** Used by clusters of kind `node` only: the node lives in a network namespace of its own, joined by a veth pair. */
  readonly network: {
    readonly namespace: string;
    readonly hostDevice: string;
    readonly nodeDevice: string;
    readonly hostAddress: string;
    readonly nodeAddress: string;
    readonly podCidr: string;
    /** Address of the pods' bridge; cluster DNS listens there. */
    readonly podGateway: string;
    readonly serviceCidr: string;
    /** ClusterIP of the API server. */
    readonly apiServiceAddress: string;
  };
  readonly urls: {
    readonly dashboard: string;
    readonly api: string;
    readonly git: string;
    readonly argocd: string;
    /** `{host}` stands for the shop's host name. */
    readonly shopTemplate: string;
  };
}

export interface InstanceOptions {
  readonly slot?: number;
  readonly name?: string;
  readonly stateFolder?: string;
}

/** Beyond it the pod networks of one slot would be the service networks of another. */
const lastSlot = 9;
const nameOfSlot: Readonly<Record<number, string>> = { 0: "main", 1: "e2e", 2: "integration", 3: "bench" };

/**
 * Describes an instance; touches nothing.
 * @throws RangeError when the slot isn't a whole number from 0 to 9, or the name isn't a DNS label of at most 30 characters
 */
export function describeInstance(options: InstanceOptions = {}): Instance {
  const slot = options.slot ?? 0;
  if (!Number.isInteger(slot) || slot < 0 || slot > lastSlot) {
    throw new RangeError(`The slot must be a whole number from 0 to ${lastSlot}, not ${slot}.`);
  }
  const name = options.name ?? nameOfSlot[slot] ?? `slot-${slot}`;
  if (!/^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$/.test(name)) {
    throw new RangeError(
      `The name of an instance must be a lower-case DNS label of at most 30 characters, not "${name}".`,
    );
  }
  const standardFolder = slot === 0 ? join(projectFolder, ".local") : join(projectFolder, ".local/instances", name);
  const stateFolder = options.stateFolder ? resolve(options.stateFolder) : standardFolder;
  const basePort = 7400 + 100 * slot;
  const ports = Object.fromEntries(
    Object.entries(portOffsets).map(([port, offset]) => [port, basePort + offset]),
  ) as Record<PortName, number>;
  return {
    slot,
    name,
    stateFolder,
    logsFolder: join(stateFolder, "logs"),
    kubeconfig: join(stateFolder, "kubeconfig"),
    progressFile: join(stateFolder, "progress.json"),
    ports,
    network: {
      namespace: `storeplane-${slot}`,
      hostDevice: `sp${slot}h`,
      nodeDevice: `sp${slot}n`,
      hostAddress: `10.200.${slot}.1`,
      nodeAddress: `10.200.${slot}.2`,
      podCidr: `10.${210 + slot}.0.0/16`,
      podGateway: `10.${210 + slot}.0.1`,
      serviceCidr: `10.${220 + slot}.0.0/16`,
      apiServiceAddress: `10.${220 + slot}.0.1`,
    },
    urls: {
      dashboard: `http://127.0.0.1:${ports.controlApi}`,
      api: `http://127.0.0.1:${ports.controlApi}/api`,
      git: `http://127.0.0.1:${ports.gitServer}/stores.git`,
      argocd: `http://127.0.0.1:${ports.argocdServer}`,
      shopTemplate: `http://{host}:${ports.ingress}`,
    },
  };
}

/**
 * The instance that STOREPLANE_SLOT, STOREPLANE_NAME and STOREPLANE_STATE name; without them the user's own.
 * @throws RangeError as describeInstance does
 */
export function instanceFromEnvironment(environment: NodeJS.ProcessEnv = process.env): Instance {
  const { STOREPLANE_SLOT: slot, STOREPLANE_NAME: name, STOREPLANE_STATE: stateFolder } = environment;
  return describeInstance({
    ...(slot ? { slot: Number(slot) } : {}),
    ...(name ? { name } : {}),
    ...(stateFolder ? { stateFolder } : {}),
  });
}

/** The environment that makes a child process see the same instance. */
export function instanceEnvironment(instance: Instance): Record<string, string> {
  return {
    STOREPLANE_SLOT: String(instance.slot),
    STOREPLANE_NAME: instance.name,
    STOREPLANE_STATE: instance.stateFolder,
  };
}

/** Where this user's instances keep what ends with the machine: sockets, locks, who has which slot. Only this user can write to it. */
export function runtimeFolder(): string {
  const uid = process.getuid?.() ?? 0;
  if (uid === 0) return "/run/storeplane";
  return process.env.XDG_RUNTIME_DIR ? join(process.env.XDG_RUNTIME_DIR, "storeplane") : `/tmp/storeplane-${uid}`;
}

/** A folder for Unix sockets. Their paths may hold about 107 bytes only, and the state folder may be deep below a clone. */
export function socketFolder(instance: Instance): string {
  const hash = createHash("sha256").update(instance.stateFolder).digest("hex").slice(0, 8);
  return join(runtimeFolder(), `${instance.slot}-${hash}`);
}

/** Whether the path is part of this state folder; other instances may lie in its folder `instances`. */
export function ownsPath(stateFolder: string, path: string): boolean {
  if (path !== stateFolder && !path.startsWith(stateFolder + sep)) return false;
  return !path.startsWith(join(stateFolder, "instances") + sep);
}
