import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { at, type PlacedOrder, placeOrder } from "./shopper.ts";
import { freePort, stopped, until } from "./temporaryServers.ts";

/** A tree to run a store from. */
export interface StoreTree {
  readonly node: string;
  /** The app's folder, as the store's process sees it. */
  readonly app: string;
  /** Root folder to confine the process to, as this user. */
  readonly root?: string;
  readonly uid?: number;
  readonly compileCache?: string;
  /** It writes down where it found its modules; see resolutions.cjs. */
  readonly recordsResolutions?: boolean;
  /** A script loaded first, and the file it writes to. */
  readonly preload?: string;
  readonly traceFile?: string;
  readonly redisUrl?: string;
}

const login = { email: "admin@smoke.example", password: "smoke-test-password" };
/** A build may share the machine with much else, and a database is migrated within it. */
const bootLimitSeconds = 600;

/** Empty database → boot → pages, an order, an upload → orderly end. @throws Error at the first thing that is wrong. */
export async function orderThrough(tree: StoreTree, databaseUrl: string, log: (text: string) => void): Promise<void> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env: Record<string, string> = {
    NODE_ENV: "production",
    MEDUSA_DISABLE_TELEMETRY: "true",
    DATABASE_URL: databaseUrl,
    SHOP_ORIGIN: origin,
    REDIRECT_HOSTS: "www.smoke.example",
    STORE_NAME: "Smoke & Co",
    ADMIN_EMAIL: login.email,
    ADMIN_PASSWORD: login.password,
    JWT_SECRET: "smoke",
    COOKIE_SECRET: "smoke",
    PORT: String(port),
    HOST: "127.0.0.1",
    UPLOADS_DIR: "/tmp",
    ...(tree.redisUrl ? { REDIS_URL: tree.redisUrl } : {}),
    ...(tree.compileCache ? { NODE_COMPILE_CACHE: tree.compileCache } : {}),
    ...(tree.recordsResolutions ? { RECORD_RESOLUTIONS: "true" } : {}),
    ...(tree.traceFile ? { TRACE_FILE: tree.traceFile } : {}),
    // By the environment, so that the processes that migrate are traced, too.
    ...(tree.preload ? { NODE_OPTIONS: `--require=${tree.preload}` } : {}),
  };
  const start = (script: string) => {
    const program = [tree.node, join(tree.app, script)];
    const confined =
      tree.root === undefined ? [] : ["/usr/sbin/chroot", `--userspec=${tree.uid}:${tree.uid}`, tree.root];
    const [command = "", ...args] = [...confined, ...program];
    return spawn(command, args, { cwd: "/", env, stdio: ["ignore", "pipe", "inherit"] });
  };

  let mark = performance.now();
  const lap = () => {
    const seconds = ((performance.now() - mark) / 1000).toFixed(2);
    mark = performance.now();
    return `${seconds} s`;
  };
  const server = start("start.cjs");
  let output = "";
  server.stdout?.on("data", (text) => {
    output = (output + text).slice(-20_000);
  });
  try {
    await until(
      async () => {
        if (server.exitCode !== null) throw new Error("start.cjs ended.");
        return (await fetch(`${origin}/health/ready`).catch(() => undefined))?.ok === true;
      },
      bootLimitSeconds,
      "The store",
    );
    const booted = lap();
    const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1];
    await checkPages(origin);
    await checkRedirect(origin);
    const order = await placeOrder(origin, login);
    if (Math.abs(order.total - (2 * 29.99 + 5)) > 0.001)
      throw new Error(`The order's total is ${order.total}, not 64.98.`);
    await lookUp(origin, order);
    await register(origin);
    await uploadAndExport(origin);
    log(
      `${tree.root ? "in its root" : "traced"}${tree.redisUrl ? " with Redis" : ""}: boot ${booted}, ${Math.round(Number(memory) / 1024)} MB, order ${lap()}`,
    );
  } catch (error) {
    console.error(output);
    throw error;
  } finally {
    await stopped(server, "SIGTERM");
  }
  if (server.exitCode !== 0)
    throw new Error(`start.cjs ended with ${server.exitCode ?? server.signalCode} on SIGTERM.`);
}

/** One migration that can be undone by hand: what it made, and its name. */
const MADE = "IDX_workflow_execution_state_updated_at";
const MIGRATION = "Migration20250908080305";

/** Takes a store's database back behind its image, and sees the image bring it up again, with all that is in it. */
export async function upgradeThrough(
  tree: StoreTree,
  databaseUrl: string,
  ask: (url: string, sql: string) => string,
  log: (text: string) => void,
): Promise<void> {
  const orders = Number(ask(databaseUrl, 'select count(*) from "order"'));
  ask(databaseUrl, `drop index "${MADE}"; delete from mikro_orm_migrations where name = '${MIGRATION}'`);
  await orderThrough(tree, databaseUrl, (text) => log(`${text} (migrated)`));
  const state = ask(
    databaseUrl,
    `select (select count(*) from pg_indexes where indexname = '${MADE}'),
            (select count(*) from mikro_orm_migrations where name = '${MIGRATION}'),
            (select count(*) from "order")`,
  );
  if (state !== `1|1|${orders + 1}`)
    throw new Error(`After the migration the database has ${state} instead of 1|1|${orders + 1}.`);
}

async function checkPages(origin: string): Promise<void> {
  const expectPage = async (path: string, status: number, text: string) => {
    const response = await fetch(`${origin}${path}`, { headers: { accept: "text/html" } });
    const body = await response.text();
    if (response.status !== status || !body.includes(text)) {
      throw new Error(`${path} answered ${response.status}, without "${text}" or not ${status}: ${body.slice(0, 300)}`);
    }
  };
  await expectPage("/", 200, "<title>Smoke &amp; Co</title>");
  await expectPage("/products/blue-shirt", 200, '<meta property="product:price:amount" content="29.99">');
  await expectPage("/categories/shirts", 200, "<title>Shirts · Smoke &amp; Co</title>");
  await expectPage("/products/no-such-thing", 404, "Not found");
  await expectPage("/search?q=shirt", 200, "<title>Search · Smoke &amp; Co</title>");
  await expectPage("/account", 200, '<meta name="robots" content="noindex">');
  await expectPage("/no-such-page", 404, "Not found");
  await expectPage("/samples/blue-shirt.svg", 200, "<svg");
  await expectPage("/app", 200, "medusa");
}

/** A host that only leads to the shop; `fetch` can't name another than the address'. */
async function checkRedirect(origin: string): Promise<void> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${origin}/products/hat?size=m`, { headers: { host: "www.smoke.example" } }, resolve).on("error", reject);
  });
  answer.resume();
  const { statusCode, headers } = answer;
  if (statusCode !== 308 || headers.location !== `${origin}/products/hat?size=m`)
    throw new Error(`A host that redirects answered ${statusCode} to ${headers.location}.`);
}

/** Sends JSON to the store's API as the shop's pages do. */
async function ask(
  origin: string,
  path: string,
  body: unknown,
  token = "",
): Promise<{ status: number; answer: unknown }> {
  const config: unknown = await (await fetch(`${origin}/config.json`)).json();
  const response = await fetch(`${origin}${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-publishable-api-key": String(at(config, "publishableKey")),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: await response.json() };
}

/** An order is found by email and number together, by neither alone, and not by trying. */
async function lookUp(origin: string, { id, number, email }: PlacedOrder): Promise<void> {
  const tell = (email: string, number: unknown) => ask(origin, "/store/order-lookup", { email, number });
  const found = await tell(` ${email.toUpperCase()}`, `#${number}`);
  if (at(found.answer, "order", "id") !== id)
    throw new Error(`The order wasn't found by its email and number: ${JSON.stringify(found)}`);
  const wrong = [await tell("bob@example.com", number), await tell(email, number + 1)].map((one) =>
    JSON.stringify(one),
  );
  if (wrong[0] !== wrong[1] || !wrong[0]?.includes("404"))
    throw new Error(`A wrong email and a wrong number aren't answered alike with 404: ${wrong.join(" and ")}`);
  if ((await tell(email, { $gt: 0 })).status !== 400) throw new Error("A number that is none wasn't refused.");
  for (let tries = 0; tries < 10; tries += 1) await tell("eve@example.com", tries);
  const { status } = await tell("eve@example.com", number);
  if (status !== 429) throw new Error(`An eleventh try with one email answered ${status}, not 429.`);
}

/** A customer registers and signs in. */
async function register(origin: string): Promise<void> {
  const credentials = { email: `cara.${Date.now()}@example.com`, password: "smoke-test-password" };
  const registered = await ask(origin, "/auth/customer/emailpass/register", credentials);
  const person = { email: credentials.email, first_name: "Cara", last_name: "Shopper" };
  const made = await ask(origin, "/store/customers", person, String(at(registered.answer, "token")));
  const entered = await ask(origin, "/auth/customer/emailpass", credentials);
  if (made.status !== 200 || typeof at(entered.answer, "token") !== "string")
    throw new Error(`A customer can't register and sign in: ${JSON.stringify([registered, made, entered])}`);
}

/** The parts of the admin that load packages of their own. */
async function uploadAndExport(origin: string): Promise<void> {
  const session = await fetch(`${origin}/auth/user/emailpass`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(login),
  });
  const authorization = `Bearer ${at(await session.json(), "token")}`;
  const form = new FormData();
  form.set("files", new Blob(["<svg xmlns='http://www.w3.org/2000/svg'/>"], { type: "image/svg+xml" }), "dot.svg");
  const upload = await fetch(`${origin}/admin/uploads`, { method: "POST", headers: { authorization }, body: form });
  const url = at(await upload.json(), "files", "0", "url");
  if (typeof url !== "string" || !(await fetch(url)).ok)
    throw new Error(`An uploaded picture can't be fetched back: ${upload.status} ${url}`);
  const exported = await fetch(`${origin}/admin/products/export`, { method: "POST", headers: { authorization } });
  if (!exported.ok) throw new Error(`The export of products answered ${exported.status}.`);
}
