import cors from "cors";

/** Lets pages of `origins` call the API with a bearer token. Nothing is sent along by itself: there are no cookies to send. */
export function crossOrigin(origins: readonly string[]) {
  return cors({
    origin: [...origins],
    credentials: false,
    methods: ["GET", "POST", "PATCH", "DELETE"],
    allowedHeaders: ["Authorization", "Content-Type", "If-Match", "Idempotency-Key", "Last-Event-ID", "X-Request-Id"],
    exposedHeaders: [
      "ETag",
      "Location",
      "RateLimit",
      "RateLimit-Policy",
      "Retry-After",
      "WWW-Authenticate",
      "X-Request-Id",
    ],
    maxAge: 600,
  });
}
