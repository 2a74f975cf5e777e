import type { ApiTokens } from "./apiTokens.ts";
import { bearerToken } from "./bearer.ts";
import type { Authenticate, Caller } from "./caller.ts";
import { developmentIdentity } from "./developmentIdentity.ts";

/** Tells callers apart: by API tokens always, and else by the provider's tokens, or in development mode by what they say. */
export function authenticator(options: {
  readonly tokens: Pick<ApiTokens, "looksLike" | "check">;
  /** Left out: development mode. */
  readonly provider?: ((token: string) => Promise<Caller>) | undefined;
}): Authenticate {
  const { tokens, provider } = options;
  return async (request) => {
    if (!provider && !/^bearer +sp_/i.test(request.headers.authorization ?? "")) return developmentIdentity(request);
    const token = bearerToken(request.headers);
    if (token === undefined) return undefined;
    if (tokens.looksLike(token) || !provider) return tokens.check(token);
    return provider(token);
  };
}
