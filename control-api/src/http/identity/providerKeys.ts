/** The OpenID provider's public keys: found by discovery, kept, and read again when they grow old or a token names a new one. */
import { createRemoteJWKSet, type JWTVerifyGetKey } from "jose";
import { JWKSNoMatchingKey } from "jose/errors";
import type { Logger } from "pino";
import { z } from "zod";

/** The provider's keys aren't known now, so nothing can be said of a token. */
export class ProviderUnavailableError extends Error {
  override readonly name = "ProviderUnavailableError";
}

interface Patience {
  /** After how long keys are read again in the background while the kept ones serve on. */
  readonly fresh: number;
  /** How long kept keys serve while the provider is down: then a key it took back would be believed too long. */
  readonly stale: number;
  /** Time between two attempts to read keys, whatever tokens come in. */
  readonly cooldown: number;
  /** Time limit of one request to the provider. */
  readonly request: number;
}

/** Milliseconds. */
const usualPatience: Patience = { fresh: 600_000, stale: 86_400_000, cooldown: 10_000, request: 5_000 };

const metadata = z.object({ issuer: z.string(), jwks_uri: z.string() });

type KeySet = ReturnType<typeof createRemoteJWKSet>;

export class ProviderKeys {
  readonly #issuer: string;
  readonly #log: Pick<Logger, "info" | "warn">;
  readonly #patience: Patience;
  #keys: KeySet | undefined;
  #readAt = 0;
  #failedAt = 0;
  #reading: Promise<KeySet> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(issuer: string, log: Pick<Logger, "info" | "warn">, patience: Partial<Patience> = {}) {
    this.#issuer = issuer;
    this.#log = log;
    this.#patience = { ...usualPatience, ...patience };
  }

  /** Reads the keys, and again until it succeeds; nothing waits for it. */
  start(pause = 1_000): void {
    this.#read().then(
      () => this.#log.info({ issuer: this.#issuer }, "The OpenID provider's keys are known"),
      (error: unknown) => {
        if (this.#closed) return;
        this.#log.warn({ err: error, issuer: this.#issuer }, "The OpenID provider's keys can't be read yet");
        this.#timer = setTimeout(() => this.start(Math.min(pause * 2, 30_000)), pause).unref();
      },
    );
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /**
   * The key that a token names.
   * @throws ProviderUnavailableError when it can't be known now; JWKSNoMatchingKey when the provider has no such key.
   */
  readonly keyFor: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.#current();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof JWKSNoMatchingKey)) throw error;
      const last = Math.max(this.#readAt, this.#failedAt);
      if (Date.now() - last >= this.#patience.cooldown) return (await this.#read())(header, token);
      // Whether the key is a new one can't be said while the provider is down.
      if (this.#failedAt > this.#readAt) throw unavailable(this.#issuer, error);
      throw error;
    }
  };

  async #current(): Promise<KeySet> {
    const age = Date.now() - this.#readAt;
    const cooling = Date.now() - this.#failedAt < this.#patience.cooldown;
    if (this.#keys && age < this.#patience.stale) {
      if (age >= this.#patience.fresh && !cooling)
        this.#read().catch((error: unknown) =>
          this.#log.warn({ err: error }, "The OpenID provider's keys can't be read again; the kept ones serve on"),
        );
      return this.#keys;
    }
    if (cooling && !this.#reading) throw unavailable(this.#issuer);
    return this.#read();
  }

  /** @throws ProviderUnavailableError */
  #read(): Promise<KeySet> {
    this.#reading ??= this.#discover()
      .then(async (address) => {
        // When to read again is decided here alone.
        const keys = createRemoteJWKSet(address, {
          cacheMaxAge: Number.POSITIVE_INFINITY,
          cooldownDuration: Number.POSITIVE_INFINITY,
          timeoutDuration: this.#patience.request,
        });
        await keys.reload();
        this.#keys = keys;
        this.#readAt = Date.now();
        return keys;
      })
      .catch((error: unknown) => {
        this.#failedAt = Date.now();
        throw unavailable(this.#issuer, error);
      })
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }

  async #discover(): Promise<URL> {
    const address = `${this.#issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const response = await fetch(address, {
      redirect: "error",
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(this.#patience.request),
    });
    if (!response.ok) throw new Error(`${address} answered ${response.status}`);
    const found = metadata.parse(await response.json());
    if (found.issuer !== this.#issuer)
      throw new Error(
        `${address} speaks for the issuer ${found.issuer}: set OIDC_ISSUER to exactly that if it is meant`,
      );
    const keys = new URL(found.jwks_uri);
    if (keys.protocol !== "https:" && new URL(this.#issuer).protocol === "https:")
      throw new Error(`${found.jwks_uri} would bring the keys in the clear`);
    return keys;
  }
}

function unavailable(issuer: string, cause?: unknown): ProviderUnavailableError {
  return new ProviderUnavailableError(
    `The OpenID provider ${issuer} doesn't answer, so tokens can't be checked: try again in a few seconds.`,
    { cause },
  );
}
