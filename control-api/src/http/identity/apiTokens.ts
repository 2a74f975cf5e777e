/** API tokens, for programs: made by a user, act as that user, known to the database by their hash alone. */
import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { Logger } from "pino";
import type { StoredToken, TokenStore } from "../../db/tokenStore.ts";
import type { Role } from "../policies.ts";
import { Problem } from "../problem.ts";
import { badToken } from "./bearer.ts";
import type { Caller } from "./caller.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const shape = /^sp_([A-Za-z0-9]{12})_([\w-]{43})$/;

/** How exactly the last use is known, in ms: a write per request would be a high price for more. */
const useResolution = 60_000;

export interface NewToken {
  readonly name: string;
  readonly role: Role;
  readonly expiresAt?: Date | undefined;
}

export class ApiTokens {
  readonly #store: TokenStore;
  readonly #log: Pick<Logger, "warn">;

  constructor(store: TokenStore, log: Pick<Logger, "warn">) {
    this.#store = store;
    this.#log = log;
  }

  looksLike(token: string): boolean {
    return token.startsWith("sp_");
  }

  /** Makes a token that acts as `owner`; its text is returned here and never again. @throws DatabaseUnavailableError, Problem 409 */
  async create(owner: string, wanted: NewToken): Promise<{ token: StoredToken; text: string }> {
    const id = Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join("");
    const secret = randomBytes(32).toString("base64url");
    const token = await this.#store.add({ id, hash: hashOf(secret), owner, ...wanted });
    if (token === undefined)
      throw new Problem(
        409,
        "too-many-tokens",
        "Too many tokens",
        `You have as many tokens as anybody may: revoke those that aren't used any more with DELETE /api/tokens/{id}.`,
      );
    return { token, text: `sp_${id}_${secret}` };
  }

  /**
   * The caller that a token stands for. Asks the database each time, so that a revoked token is refused at once everywhere.
   * @throws Problem 401 when it isn't good; DatabaseUnavailableError when that can't be known.
   */
  async check(text: string): Promise<Caller> {
    const [, id, secret] = shape.exec(text) ?? [];
    if (id === undefined || secret === undefined) throw badToken("It is no API token of this platform.");
    const found = await this.#store.find(id);
    // Whether the id or the secret is wrong, and how much of it, is nobody's business.
    if (!timingSafeEqual(hashOf(secret), found?.hash ?? Buffer.alloc(32)) || !found)
      throw badToken("It is no API token of this platform, or was revoked.");
    if (found.expired) throw badToken("This API token has expired: make a new one.");
    this.#noteUse(found);
    return {
      id: found.owner,
      role: found.role,
      via: "token",
      tokenId: id,
      ...(found.expiresAt && { expiresAt: found.expiresAt.getTime() }),
      stillHolds: () =>
        this.#store.find(id).then(
          (again) => again !== undefined && !again.expired,
          () => false,
        ),
    };
  }

  /** Newest first; of one user when given. @throws DatabaseUnavailableError */
  list(owner: string | undefined): Promise<readonly StoredToken[]> {
    return this.#store.list(owner);
  }

  /** Whether there was such a token, of `owner` when given. @throws DatabaseUnavailableError */
  remove(id: string, owner: string | undefined): Promise<boolean> {
    return this.#store.remove(id, owner);
  }

  #noteUse({ id, lastUsedAt }: StoredToken): void {
    if (lastUsedAt && Date.now() - lastUsedAt.getTime() < useResolution) return;
    this.#store
      .noteUse(id)
      .catch((error: unknown) => this.#log.warn({ err: error, token: id }, "A token's use can't be noted"));
  }
}

/**
 * A plain SHA-256 is enough here: the secret is 32 random bytes, so there is no dictionary to try and nothing that a slow or
 * salted hash would slow down. Passwords would need one.
 */
function hashOf(secret: string): Buffer {
  return createHash("sha256").update(Buffer.from(secret, "base64url")).digest();
}
