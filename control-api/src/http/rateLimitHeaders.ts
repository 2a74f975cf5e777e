import type { LimitState } from "../stores/creationLimits.ts";

/** The headers RateLimit-Policy and RateLimit, as structured fields (draft-ietf-httpapi-ratelimit-headers). */
export function rateLimitHeaders(states: readonly LimitState[]): Record<string, string> {
  if (states.length === 0) return {};
  const seconds = (key: string, value: number | undefined) => (value === undefined ? "" : `;${key}=${value}`);
  return {
    "RateLimit-Policy": states
      .map(({ name, limit, window }) => `"${name}";q=${limit}${seconds("w", window)}`)
      .join(", "),
    RateLimit: states.map(({ name, remaining, reset }) => `"${name}";r=${remaining}${seconds("t", reset)}`).join(", "),
  };
}
