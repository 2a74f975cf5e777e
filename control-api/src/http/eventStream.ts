/** Server-sent events of what changes, to everyone who may see it. */
import { randomUUID } from "node:crypto";
import type { Request, Response } from "express";
import type { Caller } from "./identity/caller.ts";
import { covers, type Scope } from "./policies.ts";
import { Problem } from "./problem.ts";

export interface Viewer {
  readonly user: Caller;
  readonly scope: Scope;
}

export interface StreamEvent {
  readonly type: "store" | "store-removed" | "blocked" | "platform";
  readonly data?: unknown;
  /** Given instead of `data` where it differs from viewer to viewer. */
  readonly dataFor?: (viewer: Viewer) => unknown;
  /** Only viewers who see this owner's stores get it; undefined: everyone. */
  readonly owner?: string;
}

interface Sent extends StreamEvent {
  readonly id: number;
  /** Rendered once for all viewers where it is the same for all. */
  readonly text?: string;
}

interface Client {
  readonly viewer: Viewer;
  readonly response: Response;
}

interface StreamLimits {
  readonly clients: number;
  /** One user must not take all of them. */
  readonly perUser: number;
  /** Bytes a slow reader may leave unread; then it is cut off and comes back. */
  readonly unread: number;
  /** Events kept for readers that come back. */
  readonly remembered: number;
  /** Milliseconds between signs of life. */
  readonly heartbeat: number;
}

const usualLimits: StreamLimits = {
  clients: 500,
  perUser: 100,
  unread: 4_000_000,
  remembered: 2_000,
  heartbeat: 15_000,
};

export class EventStream {
  readonly #limits: StreamLimits;
  readonly #clients = new Set<Client>();
  /** Those that aren't greeted yet, too. */
  readonly #open = new Set<Client>();
  readonly #recent: Sent[] = [];
  /** Ids of another process, or of an earlier run, mean nothing here. */
  readonly #run = randomUUID().slice(0, 8);
  readonly #greeting: (viewer: Viewer) => Promise<readonly StreamEvent[]>;
  readonly #heartbeat: NodeJS.Timeout;
  #lastId = 0;
  #closed = false;
  /** Told when a stream is ended or refused from here. */
  onDropped: (reason: "slow" | "too-many") => void = () => undefined;

  /** `greeting` makes the events that a new viewer gets first. */
  constructor(greeting: (viewer: Viewer) => Promise<readonly StreamEvent[]>, limits: Partial<StreamLimits> = {}) {
    this.#greeting = greeting;
    this.#limits = { ...usualLimits, ...limits };
    this.#heartbeat = setInterval(() => {
      for (const client of this.#clients) this.#write(client, ": still here\n\n");
    }, this.#limits.heartbeat);
    this.#heartbeat.unref();
  }

  get size(): number {
    return this.#clients.size;
  }

  /**
   * Takes the response over. Events missed since `Last-Event-ID` come first where they are still remembered; `ready` says
   * so in `replayed`. If false, or on the first visit, read the list of stores anew.
   */
  open(request: Request, response: Response, viewer: Viewer): void {
    const own = [...this.#open].filter((one) => one.viewer.user.id === viewer.user.id).length;
    if (own >= this.#limits.perUser) {
      this.onDropped("too-many");
      throw new Problem(
        429,
        "too-many-streams",
        "Too many streams",
        `You have ${own} streams open already: close another dashboard, then try again.`,
        { headers: { "Retry-After": "30" } },
      );
    }
    if (this.#open.size >= this.#limits.clients) {
      this.onDropped("too-many");
      throw new Problem(
        503,
        "too-many-streams",
        "Too many streams",
        "Close other dashboards, or try again in a minute.",
        {
          headers: { "Retry-After": "60" },
        },
      );
    }
    response.writeHead(200, {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store",
      Connection: "keep-alive",
      // Proxies must not collect events.
      "X-Accel-Buffering": "no",
    });
    response.write("retry: 1000\n\n");
    // A browser comes back by itself after an answer that ends, but never after one that isn't 200.
    if (this.#closed) {
      sayGoodbye(response);
      return;
    }
    const client: Client = { viewer, response };
    this.#open.add(client);
    const close = () => {
      this.#clients.delete(client);
      this.#open.delete(client);
    };
    response.once("close", close);
    response.once("error", close);
    void this.#greet(client, request.headers["last-event-id"]);
  }

  publish(event: StreamEvent): void {
    this.#lastId += 1;
    const id = this.#lastId;
    const sent: Sent = { ...event, id, ...(!event.dataFor && { text: this.#render(event.type, id, event.data) }) };
    this.#recent.push(sent);
    if (this.#recent.length > this.#limits.remembered) this.#recent.shift();
    for (const client of this.#clients) this.#offer(client, sent);
  }

  /** Sends every reader, and whoever still comes, to another replica. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#heartbeat);
    for (const { response } of this.#open) sayGoodbye(response);
    this.#clients.clear();
    this.#open.clear();
  }

  async #greet(client: Client, lastEventId: string | string[] | undefined): Promise<void> {
    try {
      const greeting = await this.#greeting(client.viewer);
      // From here on all in one turn, so that no event falls between what is replayed and what comes.
      for (const { type, data } of greeting) this.#write(client, `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
      const missed = this.#since(typeof lastEventId === "string" ? lastEventId : undefined);
      for (const sent of missed ?? []) this.#offer(client, sent);
      const ready = JSON.stringify({ replayed: missed !== undefined });
      this.#write(client, `event: ready\nid: ${this.#run}-${this.#lastId}\ndata: ${ready}\n\n`);
      if (this.#closed) sayGoodbye(client.response);
      else if (!client.response.destroyed) this.#clients.add(client);
    } catch {
      client.response.destroy();
    }
  }

  #since(lastEventId: string | undefined): Sent[] | undefined {
    const [run, number] = lastEventId?.split("-") ?? [];
    const last = Number(number);
    if (run !== this.#run || !Number.isSafeInteger(last)) return undefined;
    const oldest = this.#recent[0]?.id ?? this.#lastId + 1;
    return last + 1 < oldest ? undefined : this.#recent.filter((sent) => sent.id > last);
  }

  #offer(client: Client, sent: Sent): void {
    const { user, scope } = client.viewer;
    if (sent.owner !== undefined && !covers(scope, user, sent.owner)) return;
    this.#write(client, sent.text ?? this.#render(sent.type, sent.id, sent.dataFor?.(client.viewer)));
  }

  #render(type: string, id: number, data: unknown): string {
    return `event: ${type}\nid: ${this.#run}-${id}\ndata: ${JSON.stringify(data)}\n\n`;
  }

  #write({ response }: Client, text: string): void {
    if (response.destroyed) return;
    if (response.writableLength > this.#limits.unread) {
      this.onDropped("slow");
      response.destroy();
    } else response.write(text);
  }
}

/** Readers come back at different times within two seconds, so that the other replicas aren't overrun. */
function sayGoodbye(response: Response): void {
  const wait = 100 + Math.round(Math.random() * 1_900);
  response.end(`retry: ${wait}\nevent: reconnect\ndata: {}\n\n`);
}
