import createClient from "openapi-fetch";
import { identityHeaders, noteRefusal } from "../identity/identityHeaders.ts";
import { detailOf, isProblem, ProblemError } from "./ProblemError.ts";
import type { paths } from "./schema.generated.ts";

/** Milliseconds after which a request is given up. */
const REQUEST_TIMEOUT_MS = 20_000;

/** The control API, typed by its OpenAPI document and on the page's own origin. */
export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? "http://localhost",
  fetch: (request) => {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
    return fetch(new Request(request, { signal }));
  },
});

api.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(identityHeaders())) request.headers.set(name, value);
  },
  async onResponse({ response }) {
    if (response.status === 401) noteRefusal(await detailOf(response.clone()));
  },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The data of an answer, with its ETag when there is one.
 * @throws ProblemError with the API's own words.
 */
export async function unwrapWithEtag<T>(call: Promise<Answer<T>>): Promise<{ data: T; etag: string | undefined }> {
  const { data, error, response } = await call;
  if (response.ok && data !== undefined) return { data, etag: response.headers.get("etag") ?? undefined };
  if (isProblem(error)) throw new ProblemError({ ...error, status: error.status ?? response.status });
  throw new ProblemError({
    type: "about:blank",
    title: `The control API answered ${response.status} ${response.statusText}`.trim(),
    status: response.status,
  });
}

/**
 * The data of an answer.
 * @throws ProblemError with the API's own words.
 */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await unwrapWithEtag(call)).data;
}
