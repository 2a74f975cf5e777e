import { stat } from "node:fs/promises";
import {
  ApiException,
  type ConfigurationOptions,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  Observable,
  type ObservableMiddleware,
  type RequestContext,
  Watch,
} from "@kubernetes/client-node";
import { Agent } from "undici";

/** The kubeconfig isn't there yet: the cluster is still starting. */
export class KubeconfigMissingError extends Error {
  override readonly name = "KubeconfigMissingError";
}

/** Longest wait for an answer of the API server, in milliseconds. */
const answerWithin = 10_000;

/** client-node makes an agent, and with it a TLS handshake, for each request: keep one for all. */
class PooledKubeConfig extends KubeConfig {
  #agent: Agent | undefined;

  override createDispatcherOptions(
    ...given: Parameters<KubeConfig["createDispatcherOptions"]>
  ): ReturnType<KubeConfig["createDispatcherOptions"]> {
    const options = super.createDispatcherOptions(...given);
    if (options.type !== "agent") return options;
    const { port: _port, path: _path, timeout: _timeout, ...connect } = options.connect;
    this.#agent ??= new Agent({ connect });
    return { type: "none" };
  }

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    await super.applySecurityAuthentication(context);
    if (this.#agent) context.setDispatcher(this.#agent);
  }

  async close(): Promise<void> {
    await this.#agent?.destroy();
  }
}

/** The way to the cluster. Reads the kubeconfig again when the file changed, so a cluster made anew is found. */
export class KubeClient {
  readonly #file: string | undefined;
  #loaded: { readonly stamp: string; readonly config: PooledKubeConfig } | undefined;

  /** Without a file the pod's service account is used. */
  constructor(file: string | undefined) {
    this.#file = file;
  }

  async custom(): Promise<CustomObjectsApi> {
    return (await this.#config()).makeApiClient(CustomObjectsApi);
  }

  async core(): Promise<CoreV1Api> {
    return (await this.#config()).makeApiClient(CoreV1Api);
  }

  async watch(): Promise<Watch> {
    return new Watch(await this.#config());
  }

  async close(): Promise<void> {
    await this.#loaded?.config.close();
    this.#loaded = undefined;
  }

  async #config(): Promise<KubeConfig> {
    const stamp = await this.#stamp();
    if (this.#loaded?.stamp === stamp) return this.#loaded.config;
    const config = new PooledKubeConfig();
    if (this.#file === undefined) config.loadFromCluster();
    else config.loadFromFile(this.#file);
    const old = this.#loaded?.config;
    this.#loaded = { stamp, config };
    await old?.close();
    return config;
  }

  async #stamp(): Promise<string> {
    if (this.#file === undefined) return "in-cluster";
    try {
      const { mtimeMs, size } = await stat(this.#file);
      return `${mtimeMs} ${size}`;
    } catch (cause) {
      throw new KubeconfigMissingError(`The kubeconfig ${this.#file} can't be read: the cluster isn't up yet.`, {
        cause,
      });
    }
  }
}

/** Options for one request: bounded in time, with the content type a patch needs. */
export function requestOptions(signal?: AbortSignal, contentType?: string): ConfigurationOptions<ObservableMiddleware> {
  const timeout = AbortSignal.timeout(answerWithin);
  return {
    middlewareMergeStrategy: "append",
    middleware: [
      {
        pre: (request) => {
          request.setSignal(signal ? AbortSignal.any([signal, timeout]) : timeout);
          if (contentType !== undefined) request.setHeaderParam("Content-Type", contentType);
          return new Observable(Promise.resolve(request));
        },
        post: (response) => new Observable(Promise.resolve(response)),
      },
    ],
  };
}

/** HTTP status of an error of the API server; undefined when it didn't answer. */
export function statusOf(error: unknown): number | undefined {
  if (error instanceof ApiException) return error.code;
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" ? status : undefined;
}
