/** A real OpenID provider on loopback. Its clients stand for users: each gets the claims that the test gives it. */
/// <reference path="./oidc-provider.d.ts" />
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import Provider from "oidc-provider";
import { freePort } from "../../../scripts/src/process/ports.ts";

/** Where nothing listens; whoever plays the browser reads the code off the redirect. */
const callback = "http://127.0.0.1/callback";
/** Where the real dashboard takes it up, on whatever port it is served. */
const dashboardCallback = "http://127.0.0.1/signed-in";

export interface TestProvider {
  readonly issuer: string;
  /** An access token as the provider gives it to `client`. */
  token(client: string, audience?: string): Promise<string>;
  /** An access token for `person`, who signs in as at a dashboard: authorization code with PKCE, a public client. */
  signIn(person: string, dashboard: { clientId: string; scopes: readonly string[] }): Promise<string>;
  /** A token signed with the provider's own key, whose header and claims are as the test wants them. */
  forged(claims: JWTPayload, header?: { alg?: string; typ?: string; kid?: string }): Promise<string>;
  /** The public key, as anybody can read it. */
  readonly publicJwk: () => JWK;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Goes on with a new key, as after a leak of the old one. */
  rotate(): Promise<void>;
}

/** @param claimsOf what the provider says of each client, or person, beyond its own claims */
export async function startOpenIdProvider(claimsOf: Readonly<Record<string, JWTPayload>>): Promise<TestProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  let keys = await newKeys();
  let server: Server | undefined;

  async function start(): Promise<void> {
    const provider = new Provider(issuer, {
      jwks: { keys: [keys.privateJwk] },
      clients: [
        ...Object.keys(claimsOf).map((id) => ({
          client_id: id,
          client_secret: "a-secret-of-the-test-only",
          grant_types: ["client_credentials"],
          redirect_uris: [],
          response_types: [],
        })),
        {
          client_id: "dashboard",
          application_type: "native",
          token_endpoint_auth_method: "none",
          redirect_uris: [callback, dashboardCallback],
        },
      ],
      // A page of another origin exchanges its code here.
      clientBasedCORS: (_context: unknown, _origin: string, client: { clientId: string }) =>
        client.clientId === "dashboard",
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      claims: { openid: ["sub"], profile: ["name"], email: ["email"] },
      features: {
        // Its own pages ask for a name and a password, and take any.
        devInteractions: { enabled: true },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => "urn:storeplane",
          useGrantedResource: () => true,
          getResourceServerInfo: (_context: unknown, resource: string) => ({
            scope: "api",
            audience: resource.replace("urn:", ""),
            accessTokenFormat: "jwt",
            accessTokenTTL: 600,
            jwt: { sign: { alg: "RS256" } },
          }),
        },
      },
      extraTokenClaims: (_context, token) => claimsOf[token.accountId ?? token.clientId ?? ""] ?? {},
    });
    server = createServer(provider.callback()).listen(port, "127.0.0.1");
    await once(server, "listening");
  }

  async function stop(): Promise<void> {
    if (!server) return;
    server.closeAllConnections();
    const closed = once(server, "close");
    server.close();
    await closed;
    server = undefined;
  }

  await start();
  return {
    issuer,
    publicJwk: () => keys.publicJwk,
    start,
    stop,
    async token(client, audience = "storeplane") {
      const response = await fetch(`${issuer}/token`, {
        method: "POST",
        headers: { authorization: `Basic ${Buffer.from(`${client}:a-secret-of-the-test-only`).toString("base64")}` },
        body: new URLSearchParams({ grant_type: "client_credentials", resource: `urn:${audience}`, scope: "api" }),
        signal: AbortSignal.timeout(10_000),
      });
      return accessToken(await response.json());
    },
    signIn: (person, dashboard) => signInWithPkce(issuer, person, dashboard),
    forged: (claims, header = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: "RS256", kid: keys.kid, typ: "at+jwt", ...header })
        .sign(keys.privateKey),
    async rotate() {
      await stop();
      keys = await newKeys();
      await start();
    },
  };
}

async function newKeys() {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const kid = crypto.randomUUID();
  const more = { kid, use: "sig", alg: "RS256" };
  return {
    kid,
    privateKey,
    privateJwk: { ...(await exportJWK(privateKey)), ...more },
    publicJwk: { ...(await exportJWK(publicKey)), ...more },
  };
}

/** What a browser and the dashboard in it do: redirects with cookies, two forms, and the code exchanged with its verifier. */
async function signInWithPkce(
  issuer: string,
  person: string,
  { clientId, scopes }: { clientId: string; scopes: readonly string[] },
): Promise<string> {
  const verifier = randomBytes(32).toString("base64url");
  const cookies = new Map<string, string>();
  async function visit(url: URL, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      signal: AbortSignal.timeout(10_000),
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  let url = new URL(`${issuer}/auth`);
  url.search = new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    redirect_uri: callback,
    scope: [...scopes, "api"].join(" "),
    resource: "urn:storeplane",
    code_challenge: challenge,
    code_challenge_method: "S256",
    state: "a-state",
  }).toString();
  for (let step = 0; step < 12; step += 1) {
    let response = await visit(url);
    if (response.status === 200) {
      const prompt = /name="prompt" value="(\w+)"/.exec(await response.text())?.[1] ?? "";
      response = await visit(url, { prompt, ...(prompt === "login" && { login: person, password: "any" }) });
    }
    url = new URL(response.headers.get("location") ?? "", url);
    const code = url.searchParams.get("code");
    if (code === null) continue;
    const exchanged = await fetch(`${issuer}/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: clientId,
        redirect_uri: callback,
        code,
        code_verifier: verifier,
        resource: "urn:storeplane",
      }),
      signal: AbortSignal.timeout(10_000),
    });
    return accessToken(await exchanged.json());
  }
  throw new Error(`the sign-in got no further than ${url}`);
}

function accessToken(answer: unknown): string {
  if (typeof answer === "object" && answer !== null && "access_token" in answer) return String(answer.access_token);
  throw new Error(`the provider gave no token: ${JSON.stringify(answer)}`);
}
