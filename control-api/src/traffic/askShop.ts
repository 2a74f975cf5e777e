import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";

/** What a shop answers, asked as a shopper would. */
export interface ShopAnswer {
  readonly answers: boolean;
  /** Of HTTP; undefined where nothing answered. */
  readonly status?: number;
  readonly milliseconds: number;
  readonly detail: string;
}

/** Milliseconds after which a shop counts as one that doesn't answer. */
const patience = 5_000;

/**
 * One request to a shop's own address, made by the platform and not by a caller. Its text isn't read and redirections aren't
 * followed, so nothing but a status and a time comes back. Never throws.
 */
export async function askShop(url: string, signal: AbortSignal): Promise<ShopAnswer> {
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  try {
    const status = await statusOf(new URL(url), AbortSignal.any([signal, AbortSignal.timeout(patience)]));
    const milliseconds = took();
    if (status < 400) return { answers: true, status, milliseconds, detail: `The shop answers in ${milliseconds} ms.` };
    return {
      answers: false,
      status,
      milliseconds,
      detail: `The shop's address answers with an error (HTTP ${status}).`,
    };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const late = error instanceof Error && ["TimeoutError", "AbortError"].includes(error.name);
    return {
      answers: false,
      milliseconds: took(),
      detail: late
        ? "The shop doesn't answer in time."
        : `The shop can't be reached${code === "" ? "" : ` (${code})`}.`,
    };
  }
}

function statusOf(url: URL, signal: AbortSignal): Promise<number> {
  const { protocol, hostname } = url;
  const send = protocol === "https:" ? requestSecure : requestPlain;
  // Names below .localhost are this machine by definition, and not every resolver knows.
  const local = hostname === "localhost" || hostname.endsWith(".localhost");
  return new Promise((resolve, reject) => {
    const outgoing = send(
      url,
      {
        ...(local && { hostname: "127.0.0.1", servername: hostname }),
        headers: { host: url.host, accept: "text/html", "user-agent": "storeplane" },
        signal,
      },
      (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    outgoing.on("error", reject);
    outgoing.end();
  });
}
