/** A Kubernetes API server in memory: lists, watches, logs and Secrets, for what no simulated pod can show. */
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";

export type FakeObject = Readonly<Record<string, unknown>> & {
  readonly metadata: Readonly<Record<string, unknown>> & { readonly name: string; readonly namespace?: string };
};

export interface FakeCluster {
  readonly url: string;
  /** Authorization headers that came, each once. */
  readonly credentials: Set<string>;
  /** Queries of logs that were asked for. */
  readonly logQueries: URLSearchParams[];
  /** Bodies of PATCH requests. */
  readonly patches: unknown[];
  /** Adds or replaces an object below the path of its kind, e.g. `/api/v1/pods`; its watches hear of it. */
  put(kindPath: string, object: FakeObject): void;
  remove(kindPath: string, object: FakeObject): void;
  /** What a container has said; `open` while it runs. By `namespace/pod/container`. */
  setLog(container: string, text: string): void;
  /** A running container says more. */
  say(container: string, text: string): void;
  /** A container ends, and with it the answers that follow its log. */
  end(container: string): void;
  /** How many follow a container's log right now. */
  followers(container: string): number;
  writeKubeconfig(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Namespaced paths are those of all namespaces with `namespaces/<namespace>/` in between. */
const namespaced = /^(\/api\/v1|\/apis\/[^/]+\/[^/]+)\/namespaces\/([^/]+)\/([a-z]+)(?:\/([^/]+))?(\/log)?$/;
const everywhere = /^(\/api\/v1|\/apis\/[^/]+\/[^/]+)\/([a-z]+)$/;

interface Asked {
  readonly kindPath: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly log: boolean;
}

function readPath(path: string): Asked | undefined {
  const [, group, namespace, kind, name, log] = namespaced.exec(path) ?? [];
  if (group !== undefined && namespace !== undefined && kind !== undefined)
    return { kindPath: `${group}/${kind}`, namespace, log: log !== undefined, ...(name !== undefined && { name }) };
  const [, root, all] = everywhere.exec(path) ?? [];
  return root !== undefined && all !== undefined ? { kindPath: `${root}/${all}`, log: false } : undefined;
}

export async function startFakeCluster(): Promise<FakeCluster> {
  const objects = new Map<string, Map<string, FakeObject>>();
  const watches = new Set<{ readonly asked: Asked; readonly response: ServerResponse }>();
  const logs = new Map<string, { text: string; open: boolean; readonly followers: Set<ServerResponse> }>();
  const credentials = new Set<string>();
  const logQueries: URLSearchParams[] = [];
  const patches: unknown[] = [];
  let version = 100;

  const key = ({ metadata }: FakeObject) => `${metadata.namespace ?? ""}/${metadata.name}`;
  const covers = ({ kindPath, namespace }: Asked, path: string, object: FakeObject) =>
    kindPath === path && (namespace === undefined || namespace === object.metadata.namespace);
  function tell(type: string, kindPath: string, object: FakeObject): void {
    for (const { asked, response } of watches)
      if (covers(asked, kindPath, object)) response.write(`${JSON.stringify({ type, object })}\n`);
  }
  function put(kindPath: string, object: FakeObject): void {
    version += 1;
    const stamped = {
      ...object,
      metadata: {
        uid: `uid-${key(object)}`,
        creationTimestamp: "2026-01-01T00:00:00Z",
        ...object.metadata,
        resourceVersion: String(version),
      },
    };
    const known = objects.get(kindPath) ?? new Map<string, FakeObject>();
    objects.set(kindPath, known.set(key(object), stamped));
    tell("MODIFIED", kindPath, stamped);
  }
  const send = (response: ServerResponse, status: number, body: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  const failure = (code: number, message: string) => ({ kind: "Status", status: "Failure", code, message });

  function answerLog(asked: Asked, query: URLSearchParams, response: ServerResponse): void {
    logQueries.push(query);
    const log = logs.get(`${asked.namespace}/${asked.name}/${query.get("container")}`);
    if (!log || query.get("previous") === "true") {
      send(response, 400, failure(400, `previous terminated container "${query.get("container")}" not found`));
      return;
    }
    const lines = log.text.split(/(?<=\n)/);
    const tail = Number(query.get("tailLines") ?? lines.length);
    response.writeHead(200, { "content-type": "text/plain" });
    response.flushHeaders();
    response.write(lines.slice(Math.max(0, lines.length - tail)).join(""));
    if (query.get("follow") !== "true" || !log.open) {
      response.end();
      return;
    }
    log.followers.add(response);
    response.once("close", () => log.followers.delete(response));
  }

  const http = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://api");
    if (request.headers.authorization !== undefined) credentials.add(request.headers.authorization);
    const asked = readPath(url.pathname);
    if (!asked) return send(response, 404, failure(404, `the server has no ${url.pathname}`));
    if (asked.log) return answerLog(asked, url.searchParams, response);
    const known = [...(objects.get(asked.kindPath)?.values() ?? [])];
    const found = known.filter((object) => covers(asked, asked.kindPath, object));
    if (request.method === "PATCH") {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      patches.push(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    }
    if (asked.name !== undefined) {
      const one = found.find(({ metadata }) => metadata.name === asked.name);
      return one ? send(response, 200, one) : send(response, 404, failure(404, `${asked.name} not found`));
    }
    if (url.searchParams.get("watch") !== "true")
      return send(response, 200, { items: found, metadata: { resourceVersion: String(version) } });
    response.writeHead(200, { "content-type": "application/json" });
    response.flushHeaders();
    const watch = { asked, response };
    watches.add(watch);
    response.once("close", () => watches.delete(watch));
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  const url = `http://127.0.0.1:${address.port}`;

  return {
    url,
    credentials,
    logQueries,
    patches,
    put,
    remove(kindPath, object) {
      objects.get(kindPath)?.delete(key(object));
      version += 1;
      tell("DELETED", kindPath, {
        ...object,
        metadata: { uid: "", ...object.metadata, resourceVersion: `${version}` },
      });
    },
    setLog: (container, text) => void logs.set(container, { text, open: true, followers: new Set() }),
    say(container, text) {
      const log = logs.get(container);
      if (!log) return;
      log.text += text;
      for (const follower of log.followers) follower.write(text);
    },
    end(container) {
      const log = logs.get(container);
      if (!log) return;
      log.open = false;
      for (const follower of log.followers) follower.end();
    },
    followers: (container) => logs.get(container)?.followers.size ?? 0,
    async writeKubeconfig(file) {
      await writeFile(
        file,
        JSON.stringify({
          clusters: [{ name: "c", cluster: { server: url, "insecure-skip-tls-verify": true } }],
          users: [{ name: "u", user: { token: "home" } }],
          contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
          "current-context": "x",
        }),
      );
    },
    async close() {
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
}
