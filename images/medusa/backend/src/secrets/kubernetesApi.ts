import { readFileSync } from "node:fs";
import { request } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";
const REQUEST_TIMEOUT_MS = 5_000;
const ATTEMPTS = 20;

/** What of a Secret this program reads and writes. */
export interface Secret {
  readonly data: Readonly<Record<string, string>>;
}

/** The Kubernetes API as a pod's own ServiceAccount sees it, in the pod's namespace. */
export interface SecretsApi {
  /** Undefined when there is no such Secret. */
  get(name: string): Promise<Secret | undefined>;
  /** False when one of that name exists already; it stays as it is. */
  create(
    name: string,
    values: Readonly<Record<string, string>>,
    labels: Readonly<Record<string, string>>,
  ): Promise<boolean>;
  /** Sets these keys and leaves the others. */
  update(name: string, values: Readonly<Record<string, string>>): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Connects with the token, authority and namespace mounted into every pod. @throws Error outside of a pod. */
export function podSecretsApi(): SecretsApi {
  const host = process.env.KUBERNETES_SERVICE_HOST;
  const port = process.env.KUBERNETES_SERVICE_PORT || "443";
  if (!host)
    throw new Error(
      "KUBERNETES_SERVICE_HOST is not set: this runs only in a pod, with a ServiceAccount token mounted.",
    );
  const read = (file: string) => readFileSync(`${SERVICE_ACCOUNT}/${file}`, "utf8").trim();
  const path = `/api/v1/namespaces/${read("namespace")}/secrets`;
  const ca = read("ca.crt");

  const once = (method: string, url: string, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers: Record<string, string> = { authorization: `Bearer ${read("token")}`, accept: "application/json" };
      if (body !== undefined)
        headers["content-type"] = method === "PATCH" ? "application/merge-patch+json" : "application/json";
      const call = request({ host, port, path: url, method, headers, ca, timeout: REQUEST_TIMEOUT_MS }, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
      });
      call.on("timeout", () => call.destroy(new Error(`no answer within ${REQUEST_TIMEOUT_MS / 1000} s`)));
      call.on("error", reject);
      call.end(body);
    });

  // Routes, names and role bindings may reach a new namespace a moment after its first pod.
  const call = async (method: string, url: string, body?: string): Promise<Answer> => {
    for (let attempt = 1; ; attempt += 1) {
      let problem: string;
      try {
        const answer = await once(method, url, body);
        if (answer.status < 500 && ![401, 403, 429].includes(answer.status)) return answer;
        problem = `${answer.status} ${answer.body.slice(0, 300)}`;
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
      }
      if (attempt === ATTEMPTS) {
        throw new Error(
          `The Kubernetes API at ${host}:${port} refused ${method} ${url} ${ATTEMPTS} times; last: ${problem}. Check the Role and its binding for this ServiceAccount.`,
        );
      }
      await sleep(Math.min(100 * 2 ** attempt, 2_000));
    }
  };

  return {
    async get(name) {
      const { status, body } = await call("GET", `${path}/${name}`);
      if (status === 404) return undefined;
      if (status !== 200) throw new Error(`Reading Secret ${name} failed: ${status} ${body.slice(0, 300)}`);
      return parseSecret(name, body);
    },
    async create(name, values, labels) {
      const { status, body } = await call(
        "POST",
        path,
        JSON.stringify({
          apiVersion: "v1",
          kind: "Secret",
          type: "Opaque",
          metadata: { name, labels },
          stringData: values,
        }),
      );
      if (status === 409) return false;
      if (status !== 201) throw new Error(`Creating Secret ${name} failed: ${status} ${body.slice(0, 300)}`);
      return true;
    },
    async update(name, values) {
      const patch = JSON.stringify({ stringData: values });
      const { status, body } = await call("PATCH", `${path}/${name}`, patch);
      if (status !== 200) throw new Error(`Changing Secret ${name} failed: ${status} ${body.slice(0, 300)}`);
    },
  };
}

function parseSecret(name: string, body: string): Secret {
  const parsed: unknown = JSON.parse(body);
  const data = typeof parsed === "object" && parsed !== null && "data" in parsed ? parsed.data : undefined;
  if (typeof data !== "object" || data === null)
    throw new Error(`Secret ${name} holds no data: delete it to have it made again.`);
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(data)) {
    if (typeof value === "string") values[key] = Buffer.from(value, "base64").toString();
  }
  return { data: values };
}
