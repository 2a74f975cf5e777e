import type { Instance } from "../instance.ts";

/** One long-running host process of an instance, run and restarted by pm2. */
export interface ProcessSpec {
  /** Unique within the instance; also the name of its log file. */
  readonly name: string;
  /** Program: absolute path, or a name that is looked up on PATH. */
  readonly command: string;
  readonly args?: readonly string[];
  /** Added to a small base environment (PATH with our binaries first, HOME, LANG and the instance's STOREPLANE_*). */
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: the state folder. */
  readonly workingFolder?: string;
  /** Runs inside the node's network namespace (clusters of kind `node`). */
  readonly insideNode?: boolean;
  /** Anything else that makes a running one out of date when it changes, such as a hash of its sources. */
  readonly version?: string;
  /** How long SIGTERM is given before SIGKILL; default 10 s. */
  readonly stopTimeoutMs?: number;
  /** A port on loopback that it listens on; it counts as started when the port accepts connections. */
  readonly port?: number;
  /** An http(s) URL that answers 2xx when it is ready (certificates aren't checked). Stronger than `port`. */
  readonly readyUrl?: string;
  /** How long readiness may take; default 30 s. */
  readonly readyTimeoutMs?: number;
}

/** Makes the process list of one part of the platform. */
export type ProcessSpecs = (instance: Instance) => ProcessSpec[];
