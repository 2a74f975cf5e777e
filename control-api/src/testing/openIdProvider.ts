/** A real OpenID provider on loopback. Its clients stand for users: each gets the claims that the test gives it. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import Provider from "oidc-provider";
import { freePort } from "./postgres.ts";

export interface TestProvider {
  readonly issuer: string;
  /** An access token as the provider gives it to `client`. */
  token(client: string, audience?: string): Promise<string>;
  /** A token signed with the provider's own key, whose header and claims are as the test wants them. */
  forged(claims: JWTPayload, header?: { alg?: string; typ?: string; kid?: string }): Promise<string>;
  /** The public key, as anybody can read it. */
  readonly publicJwk: () => JWK;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Goes on with a new key, as after a leak of the old one. */
  rotate(): Promise<void>;
}

/** @param claimsOf what the provider says of each client beyond its own claims */
export async function startOpenIdProvider(claimsOf: Readonly<Record<string, JWTPayload>>): Promise<TestProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  let keys = await newKeys();
  let server: Server | undefined;

  async function start(): Promise<void> {
    const provider = new Provider(issuer, {
      jwks: { keys: [keys.privateJwk] },
      clients: Object.keys(claimsOf).map((id) => ({
        client_id: id,
        client_secret: "a-secret-of-the-test-only",
        grant_types: ["client_credentials"],
        redirect_uris: [],
        response_types: [],
      })),
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_context: unknown, resource: string) => ({
            scope: "api",
            audience: resource.replace("urn:", ""),
            accessTokenFormat: "jwt",
            accessTokenTTL: 600,
            jwt: { sign: { alg: "RS256" } },
          }),
        },
      },
      extraTokenClaims: (_context, token) => claimsOf[token.clientId ?? ""] ?? {},
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
      const answer: unknown = await response.json();
      if (typeof answer === "object" && answer !== null && "access_token" in answer) return String(answer.access_token);
      throw new Error(`the provider gave no token: ${JSON.stringify(answer)}`);
    },
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
