import {
  ApiException,
  type ConfigurationOptions,
  CoreV1Api,
  CustomObjectsApi,
  HttpMethod,
  KubeConfig,
  Observable,
  type ObservableMiddleware,
  RequestContext,
  Watch,
} from "@kubernetes/client-node";
import { Agent, fetch, type Response } from "undici";
import { type KubeConfigSource, KubeconfigMissingError, kubeconfigFile, serviceAccount } from "./kubeConfigSource.ts";

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
    // A log that is followed may be silent for hours. Whatever else is asked for has a limit of its own.
    this.#agent ??= new Agent({ connect, bodyTimeout: 0 });
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

/** The way to a cluster. Reads its configuration again when that changed, so a cluster made anew is found. */
export class KubeClient {
  readonly #source: KubeConfigSource;
  #loaded: { readonly stamp: string; readonly config: PooledKubeConfig } | undefined;

  /** @param source a kubeconfig file, or where else the configuration comes from; without one the pod's service account */
  constructor(source: KubeConfigSource | string | undefined) {
    this.#source = source === undefined ? serviceAccount : typeof source === "string" ? kubeconfigFile(source) : source;
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

  /**
   * Opens `path` and returns the answer while it is still coming in, such as a log that is followed.
   * @throws ApiException when it is no success
   */
  async open(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
    const config = await this.#config();
    const cluster = config.getCurrentCluster();
    if (!cluster) throw new KubeconfigMissingError("The kubeconfig names no cluster.");
    const url = new URL(cluster.server.replace(/\/$/, "") + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const context = new RequestContext(url.href, HttpMethod.GET);
    await config.applySecurityAuthentication(context);
    const dispatcher = context.getDispatcher();
    const response = await fetch(url, {
      headers: context.getHeaders(),
      signal,
      ...(dispatcher && { dispatcher }),
    });
    if (response.ok) return response;
    const body = (await response.text()).slice(0, 2_000);
    throw new ApiException(response.status, response.statusText, body, Object.fromEntries(response.headers));
  }

  async close(): Promise<void> {
    await this.#loaded?.config.close();
    this.#loaded = undefined;
  }

  async #config(): Promise<PooledKubeConfig> {
    const stamp = await this.#source.stamp();
    if (this.#loaded?.stamp === stamp) return this.#loaded.config;
    const config = new PooledKubeConfig();
    this.#source.load(config);
    const old = this.#loaded?.config;
    this.#loaded = { stamp, config };
    await old?.close();
    return config;
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
