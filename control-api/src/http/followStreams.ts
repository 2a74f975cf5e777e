/** Answers that stay open while something is followed, such as a log: bounded in time, bytes and number per user. */
import type { Response } from "express";
import { Problem } from "./problem.ts";

export interface FollowLimits {
  /** Open at once. */
  readonly total: number;
  readonly perUser: number;
  /** Milliseconds until the caller has to come back. */
  readonly longest: number;
  /** Bytes of one answer. */
  readonly bytes: number;
  /** Milliseconds between signs of life where the format has one. */
  readonly heartbeat: number;
}

const usualLimits: FollowLimits = {
  total: 200,
  perUser: 10,
  longest: 30 * 60_000,
  bytes: 64 * 1024 * 1024,
  heartbeat: 15_000,
};

/** Why an answer ended, as it tells the caller where the format can. */
export type EndReason = "ended" | "too-long" | "too-large" | "failed" | "stopping";

export type Format = "events" | "text";

export interface Following {
  /** Aborted when the caller hangs up, a limit is reached or the server stops. */
  readonly signal: AbortSignal;
  readonly format: Format;
  /** Resolves when more can be written: a slow reader slows its source down. */
  write(text: string): Promise<void>;
}

export class FollowStreams {
  readonly #limits: FollowLimits;
  readonly #open = new Map<Response, { readonly user: string; readonly end: (reason: EndReason) => void }>();

  constructor(limits: Partial<FollowLimits> = {}) {
    this.#limits = { ...usualLimits, ...limits };
  }

  get size(): number {
    return this.#open.size;
  }

  /** @throws Problem 429 when the user, or 503 when the server, follows enough already. */
  requireRoom(user: string): void {
    const own = [...this.#open.values()].filter((one) => one.user === user).length;
    const headers = { "Retry-After": "30" };
    if (own >= this.#limits.perUser)
      throw new Problem(
        429,
        "too-many-streams",
        "Too many streams",
        `You follow ${own} logs or events already: close one, then try again.`,
        { headers },
      );
    if (this.#open.size >= this.#limits.total)
      throw new Problem(503, "too-many-streams", "Too many streams", "Try again in a minute, or without follow.", {
        headers,
      });
  }

  /** Takes the response over, lets `source` write into it until it resolves or its signal is aborted, and ends it. */
  async run(
    response: Response,
    user: string,
    format: Format,
    source: (following: Following) => Promise<void>,
  ): Promise<void> {
    const ended = new AbortController();
    let reason: EndReason = "ended";
    const end = (why: EndReason) => {
      if (ended.signal.aborted) return;
      reason = why;
      ended.abort();
    };
    if (response.destroyed) end("ended");
    this.#open.set(response, { user, end });
    response.once("close", () => end("ended"));
    response.once("error", () => end("failed"));
    const longest = setTimeout(() => end("too-long"), this.#limits.longest);
    const heartbeat =
      format === "events"
        ? setInterval(() => !response.writableNeedDrain && response.write(": still here\n\n"), this.#limits.heartbeat)
        : undefined;
    let left = this.#limits.bytes;
    response.writeHead(200, {
      "Content-Type": format === "events" ? "text/event-stream; charset=utf-8" : "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      // Proxies must not collect what comes.
      "X-Accel-Buffering": "no",
    });
    response.flushHeaders();
    const write = async (text: string) => {
      if (ended.signal.aborted || response.destroyed) return;
      left -= Buffer.byteLength(text);
      if (left < 0) return end("too-large");
      if (!response.write(text)) await drained(response, ended.signal);
    };
    try {
      await source({ signal: ended.signal, format, write });
    } catch {
      if (!ended.signal.aborted) reason = "failed";
    } finally {
      clearTimeout(longest);
      clearInterval(heartbeat);
      this.#open.delete(response);
      if (!response.destroyed)
        response.end(format === "events" ? `event: end\ndata: ${JSON.stringify({ reason })}\n\n` : "");
      ended.abort();
    }
  }

  /** Ends all that is followed. */
  close(): void {
    for (const { end } of this.#open.values()) end("stopping");
  }
}

async function drained(response: Response, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      response.off("drain", done);
      response.off("close", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    response.once("drain", done);
    response.once("close", done);
    signal.addEventListener("abort", done, { once: true });
  });
}

/** One event of an event stream. `data` holds no line break. */
export function eventText(type: string, data: string, id?: string): string {
  return `event: ${type}\n${id === undefined ? "" : `id: ${id}\n`}data: ${data}\n\n`;
}
